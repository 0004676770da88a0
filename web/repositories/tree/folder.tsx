import { Skeleton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { IconFolderOpen } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { CommitSummary } from "#contract/repositories/repository.ts";
import { revisionHref } from "../../app/addresses.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageLink } from "../../ui/page-link.tsx";
import { RelativeTime } from "../../ui/values.tsx";
import { CommitAuthor } from "../commit-author.tsx";
import classes from "../repository.module.css";
import { EntryList } from "./entry-list.tsx";
import { folderOptions, latestCommitOptions } from "./folder-options.ts";
import { useEntryChanges } from "./entry-changes.tsx";

/** The entries of one folder, all of them: further pages are fetched while the first is read. */
export function Folder({ revision, path }: { revision: string; path: string }) {
  const { t } = useTranslation("repositories");
  const params = { ...addressOf(useAsset()), revision };
  const tree = useInfiniteQuery(folderOptions(params, path));
  const { hasNextPage, isFetching, fetchNextPage } = tree;
  const head = tree.data?.pages[0]?.commit;
  const changes = useEntryChanges({ revision, head });
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  if (tree.error) return <ErrorState error={tree.error} onRetry={() => void tree.refetch()} />;
  if (!tree.data) return <FolderLoading />;
  const entries = tree.data.pages.flatMap((page) => page.items);
  return (
    <div className={classes.box}>
      <LatestCommit revision={revision} />
      {entries.length === 0 ? (
        <EmptyState title={t("emptyFolder")} icon={IconFolderOpen} />
      ) : (
        <EntryList
          entries={entries}
          hrefOf={({ type, path: entryPath }) =>
            revisionHref(params, type === "folder" ? "tree" : "blob", { revision, path: entryPath })
          }
          onRename={changes.rename}
          onDelete={changes.remove}
        />
      )}
      {changes.dialogs}
    </div>
  );
}

function LatestCommit({ revision }: { revision: string }) {
  const params = { ...addressOf(useAsset()), revision };
  const { data } = useQuery(latestCommitOptions(params));
  const commit = data?.items[0];
  return (
    <div className={classes.boxHeader}>
      {commit ? <CommitLine commit={commit} /> : <Skeleton height={16} width="50%" />}
    </div>
  );
}

function CommitLine({ commit }: { commit: CommitSummary }) {
  const { t } = useTranslation("repositories");
  const address = addressOf(useAsset());
  return (
    <>
      <span className={classes.author}>
        <CommitAuthor author={commit.author} />
      </span>
      <PageLink
        href={revisionHref(address, "commit", { revision: commit.id })}
        className={classes.commitTitle}
      >
        {commit.title}
      </PageLink>
      <span className={`${classes.quiet} ${classes.hash}`} title={t("commitId", { id: commit.id })}>
        {commit.id.slice(0, 8)}
      </span>
      <span className={classes.quiet}>
        <RelativeTime value={commit.committedAt} />
      </span>
    </>
  );
}

function FolderLoading() {
  return (
    <div className={classes.box} aria-busy="true">
      <div className={classes.boxHeader}>
        <Skeleton height={16} width="50%" />
      </div>
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className={classes.entry}>
          <Skeleton height={14} width="60%" />
        </div>
      ))}
    </div>
  );
}
