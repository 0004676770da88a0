import { Skeleton } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { ErrorState } from "../../../ui/error-state.tsx";
import { formatExact } from "../../../ui/format.ts";
import repositoryClasses from "../../repository.module.css";
import { AudioRows } from "./audio-rows.tsx";
import classes from "./gallery.module.css";
import { Lightbox } from "./lightbox.tsx";
import { mediaOptions } from "./media-options.ts";
import { PictureGrid } from "./picture-grid.tsx";

/** The lightbox asks for the next page when so few items are left. */
const AHEAD = 5;

/** BEY-4: everything below a folder that can be seen or heard, loaded as the reader goes on. */
export function Gallery({ revision, path }: { revision: string; path: string }) {
  const { t, i18n } = useTranslation("previews-media");
  const params = { ...addressOf(useAsset()), revision };
  const media = useInfiniteQuery(mediaOptions(params, path));
  const [openIndex, setOpenIndex] = useState<number>();
  const items = media.data?.pages.flatMap((page) => page.items) ?? [];
  const { hasNextPage, isFetching, fetchNextPage } = media;
  const more = () => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  };
  const commit = media.data?.pages[0]?.commit ?? revision;
  const isNearEnd = openIndex !== undefined && openIndex >= items.length - AHEAD;
  // A page may be empty where media are rare; and the lightbox goes on without scrolling.
  const lastPage = media.data?.pages.at(-1);
  const wantsMore = isNearEnd || lastPage?.items.length === 0;
  useEffect(() => {
    if (wantsMore && hasNextPage && !isFetching) void fetchNextPage();
  }, [wantsMore, hasNextPage, isFetching, fetchNextPage]);
  if (media.error) return <ErrorState error={media.error} onRetry={() => void media.refetch()} />;
  if (!media.data) return <Skeleton height={360} radius="lg" />;
  if (items.length === 0 && !hasNextPage) {
    return <EmptyState title={t("gallery.empty")} icon={IconPhotoOff} />;
  }
  const audioCount = items.filter(({ type }) => type === "audio").length;
  const List = audioCount * 2 > items.length ? AudioRows : PictureGrid;
  const count = formatExact(items.length, i18n.language);
  return (
    <div className={repositoryClasses.box}>
      <div className={repositoryClasses.boxHeader}>
        <span className={repositoryClasses.quiet}>
          {hasNextPage
            ? t("gallery.countSoFar", { count })
            : t("gallery.count", { count: items.length, shown: count })}
        </span>
      </div>
      <List items={items} commit={commit} onOpen={setOpenIndex} onEnd={more} />
      {isFetching ? <output className={classes.loading}>{t("gallery.loading")}</output> : null}
      <Lightbox
        items={items}
        index={openIndex}
        place={{ revision, commit }}
        onIndex={setOpenIndex}
        onClose={() => setOpenIndex(undefined)}
      />
    </div>
  );
}
