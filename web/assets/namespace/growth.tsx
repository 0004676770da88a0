import { Modal, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlant2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { GrowthEntry } from "#contract/accounts/growth.ts";
import { assetHref } from "../../app/addresses.ts";
import { useListCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import rows from "../../ui/rows.module.css";
import { Count, RelativeTime } from "../../ui/values.tsx";
import classes from "./namespace.module.css";

type GrowthProps = { owner: string; growth: number };

/** ACC-8: what somebody has earned, and with what. */
export function Growth({ owner, growth }: GrowthProps) {
  const { t } = useTranslation("people");
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <>
      <button type="button" className={classes.growth} onClick={dialog.open}>
        <IconPlant2 size={15} stroke={1.7} aria-hidden="true" />
        {t("growth")} <Count value={growth} />
      </button>
      <Modal opened={isOpen} onClose={dialog.close} title={t("growthTitle")}>
        <History owner={owner} />
      </Modal>
    </>
  );
}

function History({ owner }: { owner: string }) {
  const { t } = useTranslation("people");
  const list = useListCall("accounts.list-growth", { params: { owner } });
  const entries = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (entries === undefined) return <Skeleton height={120} radius="lg" />;
  if (entries.length === 0) return <p className={classes.none}>{t("growthNone")}</p>;
  return (
    <>
      <ul className={rows.rows}>
        {entries.map((entry, index) => (
          <Entry key={`${entry.createdAt} ${index}`} entry={entry} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

function Entry({ entry: { reason, points, asset, createdAt } }: { entry: GrowthEntry }) {
  const { t } = useTranslation("people");
  return (
    <li className={rows.row}>
      <div className={rows.words}>
        <span>{t(`growthReasons.${reason}`)}</span>
        <span className={rows.facts}>
          {asset === null ? null : (
            <PageLink href={assetHref(asset)}>
              {asset.owner}/{asset.name}
            </PageLink>
          )}
          <RelativeTime value={createdAt} />
        </span>
      </div>
      <strong>+{points}</strong>
    </li>
  );
}
