import { Button, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDatabase, IconPlus, IconSearchOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Dataset } from "#contract/workbench/dataset.ts";
import { listOptions } from "../app/gallery.ts";
import { oneOf, stringifySearch } from "../app/search-params.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { FindField } from "../ui/find-field.tsx";
import { LoadMore } from "../ui/load-more.tsx";
import { Page, PageHeader, usePageTitle } from "../ui/page.tsx";
import rows from "../ui/rows.module.css";
import { DatasetRow } from "./dataset-row.tsx";
import { NewDatasetDialog } from "./new-dataset-dialog.tsx";

const LOOK_AGAIN_MS = 2000;

/** `/workbench/datasets` (WB-14): one's own datasets; the words are in the address. */
export function DatasetsPage() {
  const { t } = useTranslation("workbench");
  const [isOpen, dialog] = useDisclosure(false);
  const q = oneOf(useSearch({ strict: false }).q) ?? "";
  usePageTitle(t("datasets"));
  return (
    <Page>
      <PageHeader
        title={t("datasets")}
        description={t("datasetsText")}
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
            {t("new")}
          </Button>
        }
      />
      <DatasetList q={q} />
      {isOpen ? <NewDatasetDialog onClose={dialog.close} /> : null}
    </Page>
  );
}

function DatasetList({ q }: { q: string }) {
  const { t } = useTranslation("workbench");
  const navigate = useNavigate();
  const list = useInfiniteQuery({
    ...listOptions("workbench.list-datasets", { query: q === "" ? {} : { q } }),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some((page) => page.items.some(isOnTheWay)) ? LOOK_AGAIN_MS : false,
  });
  const shown = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!shown) return <Skeleton height={130} radius="lg" />;
  const isFiltered = q !== "";
  return (
    <>
      {shown.length === 0 && !isFiltered ? null : (
        <div className={rows.toolbar}>
          <FindField
            label={t("find")}
            value={q}
            onFind={(words) =>
              void navigate({
                href: `/workbench/datasets${stringifySearch({ q: words })}`,
                replace: true,
                resetScroll: false,
              })
            }
          />
        </div>
      )}
      {shown.length === 0 ? (
        <EmptyState
          title={t(isFiltered ? "noMatches" : "none")}
          description={t(isFiltered ? "noMatchesText" : "noneText")}
          icon={isFiltered ? IconSearchOff : IconDatabase}
        />
      ) : (
        <ul className={rows.rows}>
          {shown.map((dataset) => (
            <DatasetRow key={dataset.id} dataset={dataset} />
          ))}
        </ul>
      )}
      <LoadMore {...list} />
    </>
  );
}

function isOnTheWay({ delivery }: Dataset): boolean {
  return delivery?.state === "queued" || delivery?.state === "running";
}
