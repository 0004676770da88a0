import { IconArrowRight, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CommitDetail } from "#contract/repositories/repository.ts";
import { revisionHref } from "../../app/addresses.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { Bytes } from "../../ui/values.tsx";
import classes from "../repository.module.css";

type Change = CommitDetail["changes"][number];

const ICONS = {
  added: IconPlus,
  modified: IconPencil,
  deleted: IconTrash,
  renamed: IconArrowRight,
} as const;

/** What a commit added, changed, renamed and deleted. */
export function ChangedPaths({ commit }: { commit: CommitDetail }) {
  const { t } = useTranslation("repositories");
  const hidden = commit.changeCount - commit.changes.length;
  return (
    <div className={classes.box}>
      <div className={classes.boxHeader}>{t("changes", { count: commit.changeCount })}</div>
      <ul className={classes.commits}>
        {commit.changes.map((change) => (
          <ChangeRow key={change.path} change={change} revision={commit.id} />
        ))}
        {hidden > 0 ? (
          <li className={`${classes.change} ${classes.quiet}`}>
            {t("moreChanges", { count: hidden })}
          </li>
        ) : null}
      </ul>
    </div>
  );
}

function ChangeRow({ change, revision }: { change: Change; revision: string }) {
  const { t } = useTranslation("repositories");
  const address = addressOf(useAsset());
  const Icon = ICONS[change.change];
  return (
    <li className={classes.change}>
      <span className={classes.changeKind} data-change={change.change}>
        <Icon size={15} aria-label={t(`changeKinds.${change.change}`)} />
      </span>
      <span className={classes.changePath}>
        {change.previousPath ? (
          <span className={classes.quiet}>{change.previousPath} → </span>
        ) : null}
        {change.change === "deleted" ? (
          <s className={classes.quiet}>{change.path}</s>
        ) : (
          <PageLink
            href={revisionHref(address, "blob", { revision, path: change.path })}
            className={classes.changeLink}
            preload={false}
          >
            {change.path}
          </PageLink>
        )}
      </span>
      <span className={classes.quiet}>
        {change.change === "deleted" ? null : <Bytes value={change.sizeBytes} />}
      </span>
    </li>
  );
}
