import { Skeleton } from "@mantine/core";
import { IconEqual } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Discussion, PullRequestChanges } from "#contract/community/discussion.ts";
import { revisionHref } from "../../app/addresses.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { CommitAuthor } from "../../repositories/commit-author.tsx";
import { ChangedFiles } from "../../repositories/history/changes/changed-files.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "../community.module.css";
import { ThreadFrame } from "../thread/thread-frame.tsx";
import { useChanges } from "./use-changes.ts";

/** `/discussions/{num}/changes`: commits and files of a pull request, line by line. */
export function ChangesPage() {
  return (
    <ThreadFrame part="changes">{(discussion) => <Changes discussion={discussion} />}</ThreadFrame>
  );
}

function Changes({ discussion }: { discussion: Discussion }) {
  const { t } = useTranslation("community");
  const { data, error, refetch } = useChanges();
  if (discussion.pullRequest?.hasChanges === false) {
    return <EmptyState title={t("merge.closedTitle")} description={t("merge.goneText")} />;
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={360} radius="lg" />;
  if (data.commitCount === 0) {
    return (
      <EmptyState title={t("changes.none")} description={t("changes.noneText")} icon={IconEqual} />
    );
  }
  return (
    <>
      <Commits changes={data} />
      <ChangedFiles
        changes={data.changes}
        changeCount={data.changeCount}
        revision={data.head}
        base={data.base}
      />
    </>
  );
}

function Commits({ changes }: { changes: PullRequestChanges }) {
  const { t } = useTranslation("community");
  const address = addressOf(useAsset());
  const { commits, commitCount } = changes;
  const earlier = commitCount - commits.length;
  return (
    <details className={classes.commits} open={commits.length <= 5}>
      <summary>{t("changes.commits", { count: commitCount })}</summary>
      <ul>
        {commits.map((commit) => (
          <li key={commit.id} className={classes.commit}>
            <PageLink
              href={revisionHref(address, "commit", { revision: commit.id })}
              className={classes.commitTitle}
            >
              {commit.title}
            </PageLink>
            <span className={classes.commitFacts}>
              <CommitAuthor author={commit.author} />
              <RelativeTime value={commit.committedAt} />
              <span className={classes.hash}>{commit.id.slice(0, 8)}</span>
            </span>
          </li>
        ))}
      </ul>
      {earlier > 0 ? (
        <p className={classes.quiet}>{t("changes.moreCommits", { count: earlier })}</p>
      ) : null}
    </details>
  );
}
