import { IconMessageCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useListCall } from "../../app/gallery.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { CommentsLoading } from "./comments-loading.tsx";
import classes from "./comments.module.css";
import { Thread } from "./thread.tsx";
import { useCommentsPlace } from "./use-comments-place.ts";

export type CommentSort = "newest" | "oldest" | "liked";

const THREADS_A_PAGE = 20;

/** The threads about an asset, by pages. */
export function CommentList({ sort }: { sort: CommentSort }) {
  const { t } = useTranslation("comments");
  const params = useCommentsPlace();
  const query = { sort, limit: THREADS_A_PAGE };
  const list = useListCall("community.list-asset-comments", { params, query });
  const threads = list.data?.pages.flatMap((page) => page.items);
  if (list.error && !threads) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!threads) return <CommentsLoading />;
  if (threads.length === 0) {
    return <EmptyState title={t("none")} description={t("noneText")} icon={IconMessageCircle} />;
  }
  return (
    <>
      <ol className={classes.threads}>
        {threads.map((thread) => (
          <li key={thread.id}>
            <Thread thread={thread} />
          </li>
        ))}
      </ol>
      <LoadMore {...list} />
    </>
  );
}
