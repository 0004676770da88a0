import { Skeleton } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CommitSummary } from "#contract/repositories/repository.ts";
import { revisionHref } from "../../app/addresses.ts";
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
import classes from "../repository.module.css";
import { RevisionSelect } from "../revision-select.tsx";

/** `/commits/{revision}`: the history, newest first. */
export function CommitsPage() {
  const { t } = useTranslation("repositories");
  const asset = useAsset();
  const { revision } = useRevisionAndPath();
  usePageTitle(t("historyTitle", { name: asset.fullName }));
  if (asset.head === null) {
    return <EmptyState title={t("noCommits")} description={t("noFilesText")} icon={IconHistory} />;
  }
  return (
    <>
      <div className={classes.bar}>
        <RevisionSelect revision={revision} path="" page="commits" />
      </div>
      <History key={revision} revision={revision} />
    </>
  );
}

function History({ revision }: { revision: string }) {
  const params = { ...addressOf(useAsset()), revision };
  const history = useListCall("repositories.list-commits", { params });
  if (history.error) {
    return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  }
  if (!history.data) return <Skeleton height={360} radius="lg" />;
  return (
    <>
      <ul className={`${classes.box} ${classes.commits}`}>
        {history.data.pages
          .flatMap((page) => page.items)
          .map((commit) => (
            <CommitRow key={commit.id} commit={commit} />
          ))}
      </ul>
      <LoadMore {...history} />
    </>
  );
}

function CommitRow({ commit }: { commit: CommitSummary }) {
  const { t } = useTranslation("repositories");
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
        <PageLink href={revisionHref(address, "tree", { revision: commit.id })}>
          {commit.id.slice(0, 8)}
        </PageLink>
        <CopyButton value={commit.id} label={t("copyCommit")} />
      </span>
    </li>
  );
}
