import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Dataset } from "#contract/workbench/dataset.ts";
import { useChange, useListCall } from "../app/gallery.ts";
import { Dialog } from "../ui/dialog.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { formatBytes } from "../ui/format.ts";
import { LoadMore } from "../ui/load-more.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { ProblemAlert } from "../ui/problem-alert.tsx";
import rows from "../ui/rows.module.css";
import { RelativeTime } from "../ui/values.tsx";
import { versionLabel } from "./dataset-names.ts";

/** WB-14: what a dataset had when each of its versions was made, and a new one of what it has now. */
export function VersionsDialog({ dataset, onClose }: { dataset: Dataset; onClose: () => void }) {
  const { t } = useTranslation("workbench");
  const params = { id: dataset.id };
  const make = useChange("workbench.create-dataset-version", {
    stale: ["workbench.list-dataset-versions", "workbench.list-datasets"],
  });
  return (
    <Dialog onClose={onClose} size="lg" title={t("versionsOf", { name: dataset.name })}>
      <Stack>
        <Text size="sm" c="var(--ink-dimmed)">
          {t("versionsText")} <PageLink href="/new/dataset">{t("newInGallery")}</PageLink>
        </Text>
        <VersionList id={dataset.id} />
        <ProblemAlert error={make.error} />
        <Group justify="flex-end">
          <Button
            leftSection={<IconPlus size={16} />}
            loading={make.isPending}
            disabled={dataset.connection === null}
            onClick={() => make.mutate({ params })}
          >
            {t("makeVersion")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function VersionList({ id }: { id: string }) {
  const { t, i18n } = useTranslation("workbench");
  const list = useListCall("workbench.list-dataset-versions", { params: { id } });
  const shown = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!shown) return <Skeleton height={60} radius="lg" />;
  if (shown.length === 0) return <Text size="sm">{t("noVersionText")}</Text>;
  return (
    <>
      <ul className={rows.rows}>
        {shown.map(({ number, files, sizeBytes, createdAt }) => (
          <li key={number} className={rows.row}>
            <div className={rows.words}>
              <span className={rows.name}>{versionLabel(number)}</span>
              <div className={rows.facts}>
                <span>
                  {t("files", { count: files, size: formatBytes(sizeBytes, i18n.language) })}
                </span>
                <RelativeTime value={createdAt} />
              </div>
            </div>
          </li>
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}
