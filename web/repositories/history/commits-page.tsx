import { ActionIcon, Skeleton } from "@mantine/core";
import { IconGitCompare, IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CommitSummary } from "#contract/repositories/repository.ts";
import { compareHref, revisionHref } from "../../app/addresses.ts";
import { useListCall } from "../../app/gallery.ts";
import { addressOf, useAsset, useRevisionAndPath } from "../../assets/asset/use-asset.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { usePageTitle } from "../../ui/page.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { CommitAuthor } from "../commit-author.tsx";
import { PathCrumbs } from "../path-crumbs.tsx";
import { nameOf, shortRevision } from "../paths.ts";
import classes from "../repository.module.css";
import { RevisionSelect } from "../revision-select.tsx";
import { historyInput } from "./history-input.ts";

/** `/commits/{revision}/{path}`: the history of everything or of one path, newest first. */
export function CommitsPage() {
  const { t } = useTranslation("repositories");
  const asset = useAsset();
  const { revision, path } = useRevisionAndPath();
  const name = path === "" ? asset.fullName : `${nameOf(path)} · ${asset.fullName}`;
  usePageTitle(t("historyTitle", { name }));
  if (asset.head === null) {
    return <EmptyState title={t("noCommits")} description={t("noFilesText")} icon={IconHistory} />;
  }
  return (
    <>
      <div className={classes.bar}>
        <RevisionSelect revision={revision} path={path} page="commits" />
        {path === "" ? null : <PathCrumbs revision={revision} path={path} />}
      </div>
      <History key={`${revision}:${path}`} revision={revision} path={path} />
    </>
  );
}

function History({ revision, path }: { revision: string; path: string }) {
  const { t } = useTranslation("diff");
  const input = historyInput({ ...addressOf(useAsset()), revision }, path);
  const history = useListCall("repositories.list-commits", input);
  if (history.error) {
    return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  }
  if (!history.data) return <Skeleton height={360} radius="lg" />;
  const commits = history.data.pages.flatMap((page) => page.items);
  if (commits.length === 0 && !history.hasNextPage) {
    return <EmptyState title={t("noHistory")} icon={IconHistory} />;
  }
  return (
    <>
      <ul className={`${classes.box} ${classes.commits}`}>
        {commits.map((commit) => (
          <CommitRow key={commit.id} commit={commit} revision={revision} path={path} />
        ))}
      </ul>
      <LoadMore {...history} />
    </>
  );
}

type CommitRowProps = { commit: CommitSummary; revision: string; path: string };

function CommitRow({ commit, revision, path }: CommitRowProps) {
  const { t } = useTranslation(["repositories", "diff"]);
  const address = addressOf(useAsset());
  return (
    <li className={classes.commit}>
      <div>
        <PageLink
          href={revisionHref(address, "commit", { revision: commit.id })}
          className={classes.commitLink}
        >
          {commit.title}
        </PageLink>
        <div className={classes.author}>
          <CommitAuthor author={commit.author} />
          <RelativeTime value={commit.committedAt} />
        </div>
      </div>
      <span className={classes.hash}>
        {path === "" ? null : (
          <ActionIcon
            component={PageLink}
            href={compareHref(address, { base: commit.id, revision, path })}
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t("diff:compareWith", { revision: shortRevision(revision) })}
            title={t("diff:compareWith", { revision: shortRevision(revision) })}
          >
            <IconGitCompare size={15} />
          </ActionIcon>
        )}
        <PageLink href={revisionHref(address, "tree", { revision: commit.id })}>
          {commit.id.slice(0, 8)}
        </PageLink>
        <CopyButton value={commit.id} label={t("copyCommit")} />
      </span>
    </li>
  );
}
