import { Skeleton } from "@mantine/core";
import { IconMessageCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { useListCall } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { MarkdownText } from "../../ui/markdown/markdown.tsx";

type CommentsProps = { asset: Pick<Asset, "kind" | "owner" | "name"> };

/** COM-1: what people say about an asset, and where one says something; for every kind of asset. */
export function Comments({ asset }: CommentsProps) {
  const { t } = useTranslation("comments");
  const list = useListCall("community.list-asset-comments", { params: addressOf(asset) });
  const threads = list.data?.pages.flatMap((page) => page.items);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!threads) return <Skeleton height={180} radius="lg" />;
  if (threads.length === 0) {
    return <EmptyState title={t("none")} description={t("noneText")} icon={IconMessageCircle} />;
  }
  return (
    <>
      <ol>
        {threads.map((thread) => (
          <li key={thread.id}>
            <MarkdownText source={thread.body ?? ""} />
          </li>
        ))}
      </ol>
      <LoadMore {...list} />
    </>
  );
}
