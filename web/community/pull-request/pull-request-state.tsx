import { Skeleton } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconGitMerge,
  IconGitPullRequestClosed,
  IconGitPullRequestDraft,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Discussion, PullRequestChanges } from "#contract/community/discussion.ts";
import { revisionHref } from "../../app/addresses.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import classes from "../community.module.css";
import { AddCommits } from "./add-commits.tsx";
import { DeleteButton } from "./delete-button.tsx";
import { MergeButton } from "./merge-button.tsx";
import { ReadyButton } from "./ready-button.tsx";
import { ResolveButton } from "./resolve-button.tsx";
import { StatePanel } from "./state-panel.tsx";
import { useChanges } from "./use-changes.ts";

/** Merged, closed, a draft, in conflict, or ready: and the way on from there. */
export function PullRequestState({ discussion }: { discussion: Discussion }) {
  if (discussion.status === "merged") return <Merged discussion={discussion} />;
  if (discussion.status === "closed") return <Closed discussion={discussion} />;
  return <UnderWay discussion={discussion} />;
}

function Merged({ discussion }: { discussion: Discussion }) {
  const { t } = useTranslation("community");
  const address = addressOf(useAsset());
  const { baseBranch = "", mergeCommit = null } = discussion.pullRequest ?? {};
  return (
    <StatePanel tone="done" icon={IconGitMerge} title={t("merge.mergedTitle")}>
      {mergeCommit === null ? null : (
        <p>
          {t("merge.mergedText", { branch: baseBranch })}{" "}
          <PageLink
            href={revisionHref(address, "commit", { revision: mergeCommit })}
            className={classes.ref}
          >
            {mergeCommit.slice(0, 8)}
          </PageLink>
        </p>
      )}
    </StatePanel>
  );
}

function Closed({ discussion }: { discussion: Discussion }) {
  const { t } = useTranslation("community");
  const hasChanges = discussion.pullRequest?.hasChanges === true;
  return (
    <StatePanel
      tone="quiet"
      icon={IconGitPullRequestClosed}
      title={t("merge.closedTitle")}
      actions={discussion.abilities.deleteChanges ? <DeleteButton discussion={discussion} /> : null}
    >
      <p>{t(hasChanges ? "merge.closedText" : "merge.goneText")}</p>
    </StatePanel>
  );
}

function UnderWay({ discussion }: { discussion: Discussion }) {
  const { data, error, refetch } = useChanges();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={90} radius="lg" />;
  return (
    <>
      <Judgement discussion={discussion} changes={data} />
      {discussion.abilities.commit ? <AddCommits discussion={discussion} /> : null}
    </>
  );
}

type JudgementProps = { discussion: Discussion; changes: PullRequestChanges };

function Judgement({ discussion, changes }: JudgementProps) {
  const { t } = useTranslation("community");
  const asset = useAsset();
  const { abilities, status } = discussion;
  const branch = discussion.pullRequest?.baseBranch ?? "";
  if (changes.conflictCount > 0) {
    return <Conflicts changes={changes} branch={branch} canResolve={abilities.commit} />;
  }
  if (status === "draft") {
    return (
      <StatePanel
        tone="waiting"
        icon={IconGitPullRequestDraft}
        title={t(changes.commitCount === 0 ? "merge.emptyTitle" : "merge.draftTitle")}
        actions={abilities.changeStatus && changes.commitCount > 0 ? <ReadyButton /> : null}
      >
        <p>{t(changes.commitCount === 0 ? "merge.emptyText" : "merge.draftText")}</p>
      </StatePanel>
    );
  }
  if (changes.commitCount === 0) {
    return (
      <StatePanel tone="waiting" icon={IconGitPullRequestDraft} title={t("merge.emptyTitle")}>
        <p>{t("merge.emptyText")}</p>
      </StatePanel>
    );
  }
  return (
    <StatePanel
      tone="good"
      icon={IconCircleCheck}
      title={t("merge.cleanTitle")}
      actions={abilities.merge ? <MergeButton discussion={discussion} changes={changes} /> : null}
    >
      <p>
        {t("merge.cleanText", { branch })}{" "}
        {changes.behindCount > 0 ? t("merge.behind", { branch, count: changes.behindCount }) : null}
      </p>
      {abilities.merge ? null : <p>{t("merge.byOwner", { name: asset.fullName })}</p>}
    </StatePanel>
  );
}

const SHOWN_CONFLICTS = 20;

type ConflictsProps = { changes: PullRequestChanges; branch: string; canResolve: boolean };

function Conflicts({ changes, branch, canResolve }: ConflictsProps) {
  const { t } = useTranslation("community");
  const shown = changes.conflicts.slice(0, SHOWN_CONFLICTS);
  const more = changes.conflictCount - shown.length;
  return (
    <StatePanel
      tone="bad"
      icon={IconAlertTriangle}
      title={t("merge.conflictTitle", { branch })}
      actions={canResolve ? <ResolveButton branch={branch} /> : null}
    >
      <p>{t("merge.conflictText")}</p>
      <ul className={classes.conflicts}>
        {shown.map(({ path, reason }) => (
          <li key={`${path} ${reason}`}>
            <span className={classes.conflictPath}>{path}</span>{" "}
            <span className={classes.quiet}>
              {t(reason === "both-changed" ? "merge.bothChanged" : "merge.inTheWay")}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className={classes.quiet}>{t("merge.moreConflicts", { count: more })}</p>
      ) : null}
    </StatePanel>
  );
}
