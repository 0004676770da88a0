import { SegmentedControl, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { revisionHref } from "../../../app/addresses.ts";
import { oneOf, type SearchParams, stringifySearch } from "../../../app/search-params.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";
import { Folder } from "../folder.tsx";
import { folderOptions } from "../folder-options.ts";
import classes from "./gallery.module.css";
import { isMostlyMedia, mediaOptions } from "./media-options.ts";

const Gallery = lazy(async () => ({ default: (await import("./gallery.tsx")).Gallery }));

const MEDIA = /\.(?:png|jpe?g|gif|webp|avif|bmp|mp3|wav|flac|og[ga]|opus|m4a|aac|weba)$/iu;

/** BEY-4: a folder as a list; one that is mostly pictures or recordings as a gallery as well. */
export function FolderOrGallery({ revision, path }: { revision: string; path: string }) {
  const { t } = useTranslation("previews-media");
  const { hasGallery, isPending } = useGalleryState(revision, path);
  const params = { ...addressOf(useAsset()), revision };
  const search = useSearch({ strict: false }) as SearchParams;
  const navigate = useNavigate();
  const wantsGallery = oneOf(search["view"]) === "gallery";
  const isGallery = hasGallery && wantsGallery;
  const show = (view: string) => {
    const query = stringifySearch({ view: view === "gallery" ? view : undefined });
    void navigate({
      href: revisionHref(params, "tree", { revision, path }) + query,
      replace: true,
    });
  };
  if (wantsGallery && isPending) return <Skeleton height={360} radius="lg" />;
  return (
    <>
      {hasGallery ? (
        <SegmentedControl
          className={classes.switch}
          size="xs"
          aria-label={t("gallery.show")}
          value={isGallery ? "gallery" : "list"}
          onChange={show}
          data={[
            { value: "list", label: t("gallery.list") },
            { value: "gallery", label: t("gallery.gallery") },
          ]}
        />
      ) : null}
      {isGallery ? (
        <Suspense fallback={<Skeleton height={360} radius="lg" />}>
          <Gallery revision={revision} path={path} />
        </Suspense>
      ) : (
        <Folder revision={revision} path={path} />
      )}
    </>
  );
}

/** Asks only where it may be so: in datasets, and beside files that are media by their names. */
function useGalleryState(revision: string, path: string) {
  const asset = useAsset();
  const params = { ...addressOf(asset), revision };
  const tree = useInfiniteQuery(folderOptions(params, path));
  const entries = tree.data?.pages[0]?.items ?? [];
  const isLikely = entries.some(({ type, name }) =>
    type === "file" ? MEDIA.test(name) : asset.kind === "dataset",
  );
  const media = useInfiniteQuery({ ...mediaOptions(params, path), enabled: isLikely });
  return {
    hasGallery: isMostlyMedia(media.data?.pages ?? []),
    isPending: tree.isPending || (isLikely && media.isPending),
  };
}
