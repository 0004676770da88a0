import { Skeleton } from "@mantine/core";
import { IconMessage } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DiscussionSummary } from "#contract/community/discussion.ts";
import { discussionHref } from "../../app/addresses.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { Count, RelativeTime } from "../../ui/values.tsx";
import classes from "../community.module.css";
import { StatusIcon } from "../status-badge.tsx";

type DiscussionRowProps = {
  discussion: DiscussionSummary;
  /** Narrows the list to this person. */
  onAuthor: (name: string) => void;
};

export function DiscussionRow({ discussion, onAuthor }: DiscussionRowProps) {
  const { t } = useTranslation("community");
  const { num, title, author, commentCount, createdAt } = discussion;
  const href = discussionHref(addressOf(useAsset()), { num });
  return (
    <li className={classes.row}>
      <StatusIcon {...discussion} />
      <div className={classes.rowText}>
        <PageLink href={href} className={classes.rowTitle}>
          {title}
        </PageLink>
        <div className={classes.rowFacts}>
          <span>{t("opened", { num })}</span>
          <button
            type="button"
            className={classes.plainButton}
            title={t("onlyBy", { name: author.name })}
            onClick={() => onAuthor(author.name)}
          >
            {author.name}
          </button>
          <RelativeTime value={createdAt} />
        </div>
      </div>
      {commentCount > 1 ? (
        <span className={classes.rowCount} title={t("comments", { count: commentCount })}>
          <IconMessage size={15} aria-hidden="true" />
          <Count value={commentCount} />
        </span>
      ) : null}
    </li>
  );
}

const LOADING_ROWS = ["one", "two", "three", "four"] as const;

export function RowsLoading() {
  return (
    <ul className={classes.rows} aria-busy="true">
      {LOADING_ROWS.map((row) => (
        <li key={row} className={classes.row}>
          <Skeleton circle height={20} />
          <div className={classes.rowText}>
            <Skeleton height={14} width="45%" mb={8} />
            <Skeleton height={11} width="25%" />
          </div>
        </li>
      ))}
    </ul>
  );
}
