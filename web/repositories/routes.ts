import { lazyRouteComponent } from "@tanstack/react-router";
import type { AssetPage } from "../assets/asset/asset-page.ts";

const tree = lazyRouteComponent(() => import("./tree/tree-page.tsx"), "TreePage");
const blob = lazyRouteComponent(() => import("./blob/blob-page.tsx"), "BlobPage");
const commits = lazyRouteComponent(() => import("./history/commits-page.tsx"), "CommitsPage");
const commit = lazyRouteComponent(() => import("./history/commit-page.tsx"), "CommitPage");
const upload = lazyRouteComponent(() => import("./upload/upload-page.tsx"), "UploadPage");

export const repositoryPages: AssetPage[] = [
  { path: "tree/$revision", component: tree },
  { path: "tree/$revision/$", component: tree },
  { path: "blob/$revision/$", component: blob },
  { path: "upload", component: upload },
  { path: "commits/$revision", component: commits },
  { path: "commit/$revision", component: commit },
];
