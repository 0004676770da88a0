import {
  IconCircleCheck,
  IconGitMerge,
  IconGitPullRequest,
  IconGitPullRequestClosed,
  IconGitPullRequestDraft,
  IconMessageCircle,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DiscussionSummary } from "#contract/community/discussion.ts";
import classes from "./community.module.css";

type Shown = Pick<DiscussionSummary, "status" | "isPullRequest">;

const PULL_ICONS = {
  draft: IconGitPullRequestDraft,
  open: IconGitPullRequest,
  closed: IconGitPullRequestClosed,
  merged: IconGitMerge,
} as const;

const DISCUSSION_ICONS = {
  draft: IconMessageCircle,
  open: IconMessageCircle,
  closed: IconCircleCheck,
  merged: IconCircleCheck,
} as const;

/** Kind and state in one sign, for a row of a list. */
export function StatusIcon(shown: Shown) {
  const { t } = useTranslation("community");
  const Icon = (shown.isPullRequest ? PULL_ICONS : DISCUSSION_ICONS)[shown.status];
  const label = t(`status.${shown.status}`);
  return (
    <span className={classes.sign} data-status={shown.status} title={label}>
      <Icon size={18} aria-label={label} />
    </span>
  );
}

/** The same with the word, for the head of a thread. */
export function StatusBadge(shown: Shown) {
  const { t } = useTranslation("community");
  const Icon = (shown.isPullRequest ? PULL_ICONS : DISCUSSION_ICONS)[shown.status];
  return (
    <span className={classes.badge} data-status={shown.status}>
      <Icon size={15} aria-hidden="true" />
      {t(`status.${shown.status}`)}
    </span>
  );
}
