import { Alert, Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "#contract/problems.ts";
import { useCall } from "../../app/gallery.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { CommentsLoading } from "./comments-loading.tsx";
import classes from "./comments.module.css";
import { Thread } from "./thread.tsx";
import { useCommentsPlace } from "./use-comments-place.ts";

type LinkedCommentProps = { id: string; onLeave: () => void };

/** Where a link to one comment leads: its thread, above all others, however many there are. */
export function LinkedComment({ id, onLeave }: LinkedCommentProps) {
  const { t } = useTranslation("comments");
  const params = { ...useCommentsPlace(), comment: id };
  const { data, error, refetch } = useCall("community.get-asset-comment", { params });
  const box = useRef<HTMLElement>(null);
  const isKnown = data !== undefined;
  useEffect(() => {
    if (!isKnown) return;
    box.current?.scrollIntoView({ block: "start" });
    box.current?.focus({ preventScroll: true });
  }, [isKnown]);
  const leave = (
    <Button size="compact-sm" variant="subtle" onClick={onLeave}>
      {t("linked.all")}
    </Button>
  );
  if (isProblem(error, "comment-not-found")) {
    return (
      <Alert color="gray" className={classes.linkedGone ?? ""}>
        {t("linked.gone")} {leave}
      </Alert>
    );
  }
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <section className={classes.linked} aria-label={t("linked.title")} ref={box} tabIndex={-1}>
      <div className={classes.linkedHead}>
        <span>{t("linked.title")}</span>
        {leave}
      </div>
      {data ? <Thread thread={data} linked={id} /> : <CommentsLoading />}
    </section>
  );
}
