import { SegmentedControl, Skeleton } from "@mantine/core";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { useCall } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { CommentList, type CommentSort } from "./comment-list.tsx";
import classes from "./comments.module.css";
import { LinkedComment } from "./linked-comment.tsx";
import { NewComment } from "./new-comment.tsx";
import { CommentsPlaceProvider, commentOfHash } from "./use-comments-place.ts";

const SORTS = ["newest", "oldest", "liked"] as const satisfies CommentSort[];

type CommentsProps = { asset: Pick<Asset, "kind" | "owner" | "name"> };

/**
 * COM-1: what people say about an asset, and where one says something; for every kind of asset. An
 * address that ends in `#comment-ID` leads to that comment.
 */
export function Comments({ asset }: CommentsProps) {
  const { t } = useTranslation("comments");
  const params = addressOf(asset);
  const [sort, setSort] = useState<CommentSort>("newest");
  const { data: board } = useCall("community.get-comment-board", { params });
  const { pathname, searchStr, hash } = useLocation();
  const navigate = useNavigate();
  const linked = commentOfHash(hash);
  return (
    <CommentsPlaceProvider value={params}>
      <section className={classes.comments} aria-label={t("title")}>
        <div className={classes.head}>
          <h2 className={classes.title}>
            {board ? t("count", { count: board.count }) : <Skeleton height={20} width="8rem" />}
          </h2>
          <SegmentedControl
            size="xs"
            aria-label={t("sort.label")}
            data={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
            value={sort}
            onChange={setSort}
          />
        </div>
        <NewComment onPosted={() => setSort("newest")} />
        {linked === null ? null : (
          <LinkedComment
            key={linked}
            id={linked}
            onLeave={() =>
              void navigate({ href: pathname + searchStr, replace: true, resetScroll: false })
            }
          />
        )}
        <CommentList sort={sort} />
      </section>
    </CommentsPlaceProvider>
  );
}
