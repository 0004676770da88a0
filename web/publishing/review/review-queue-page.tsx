import { Skeleton } from "@mantine/core";
import { IconChecklist, IconSearchOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useListCall } from "../../app/gallery.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { PageHeader, usePageTitle } from "../../ui/page.tsx";
import classes from "./review.module.css";
import { queryOf, type QueueSearch, ReviewFilters, useQueueSearch } from "./review-filters.tsx";
import { ReviewRow } from "./review-row.tsx";

/** PLT-3: what waits for a decision; what was decided is one filter away. */
export function ReviewQueuePage() {
  const { t } = useTranslation("review");
  const search = useQueueSearch();
  usePageTitle(t("title"));
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      <ReviewFilters search={search} />
      <Queue search={search} />
    </>
  );
}

function Queue({ search }: { search: QueueSearch }) {
  const { t } = useTranslation("review");
  const list = useListCall("publishing.list-reviews", { query: queryOf(search) });
  const reviews = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!reviews) return <Skeleton height={260} radius="lg" />;
  if (reviews.length === 0) return <NothingFound search={search} />;
  const total = list.data?.pages.at(-1)?.total ?? reviews.length;
  return (
    <>
      <p className={classes.total}>{t("total", { count: total })}</p>
      <ul className={classes.rows}>
        {reviews.map((review) => (
          <ReviewRow key={review.id} review={review} />
        ))}
      </ul>
      <LoadMore {...list} />
    </>
  );
}

function NothingFound({ search }: { search: QueueSearch }) {
  const { t } = useTranslation("review");
  const { state, subject, kind, days } = search;
  const isAll = state === "open" && !subject && !kind && days === undefined;
  return (
    <EmptyState
      title={t(isAll ? "none" : "noMatch")}
      description={t(isAll ? "noneText" : "noMatchText")}
      icon={isAll ? IconChecklist : IconSearchOff}
    />
  );
}
