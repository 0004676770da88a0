import { lazyRouteComponent } from "@tanstack/react-router";
import { callOptions, listOptions } from "../app/gallery.ts";
import { prefetch, prefetchList } from "../app/query-client.ts";
import type { AssetPage } from "../assets/asset/asset-page.ts";
import { historyInput } from "./history/history-input.ts";
import { folderOptions, latestCommitOptions } from "./tree/folder-options.ts";

const tree = lazyRouteComponent(() => import("./tree/tree-page.tsx"), "TreePage");
const blob = lazyRouteComponent(() => import("./blob/blob-page.tsx"), "BlobPage");
const commits = lazyRouteComponent(() => import("./history/commits-page.tsx"), "CommitsPage");
const commit = lazyRouteComponent(() => import("./history/commit-page.tsx"), "CommitPage");
const compare = lazyRouteComponent(() => import("./history/compare-page.tsx"), "ComparePage");
const upload = lazyRouteComponent(() => import("./upload/upload-page.tsx"), "UploadPage");
const imports = lazyRouteComponent(() => import("./imports/imports-page.tsx"), "ImportsPage");
const storage = lazyRouteComponent(() => import("./storage/storage-page.tsx"), "StoragePage");

export const repositoryPages: AssetPage[] = [
  { path: "storage", component: storage },
  { path: "imports", component: imports },
  { path: "tree/$revision", component: tree, prefetch: prefetchFolder },
  { path: "tree/$revision/$", component: tree, prefetch: prefetchFolder },
  { path: "blob/$revision/$", component: blob, prefetch: prefetchFile },
  { path: "upload", component: upload },
  { path: "commits/$revision", component: commits, prefetch: prefetchHistory },
  { path: "commits/$revision/$", component: commits, prefetch: prefetchHistory },
  { path: "commit/$revision", component: commit },
  { path: "compare/$revision", component: compare },
];

type Prefetch = NonNullable<AssetPage["prefetch"]>;

function prefetchFolder(...[queryClient, { address, revision, path }]: Parameters<Prefetch>): void {
  const params = { ...address, revision };
  prefetch(queryClient, callOptions("repositories.list-refs", { params: address }));
  prefetch(queryClient, latestCommitOptions(params));
  prefetchList(queryClient, folderOptions(params, path));
}

function prefetchFile(...[queryClient, { address, revision, path }]: Parameters<Prefetch>): void {
  prefetch(queryClient, callOptions("repositories.list-refs", { params: address }));
  const params = { ...address, revision, path };
  prefetch(queryClient, callOptions("repositories.get-file", { params }));
}

function prefetchHistory(...[queryClient, place]: Parameters<Prefetch>): void {
  const input = historyInput({ ...place.address, revision: place.revision }, place.path);
  prefetchList(queryClient, listOptions("repositories.list-commits", input));
}
