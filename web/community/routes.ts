import { lazyRouteComponent } from "@tanstack/react-router";
import { listOptions } from "../app/gallery.ts";
import { prefetchList } from "../app/query-client.ts";
import type { AssetPage } from "../assets/asset/asset-page.ts";

const list = lazyRouteComponent(() => import("./list/discussions-page.tsx"), "DiscussionsPage");
const create = lazyRouteComponent(
  () => import("./new/new-discussion-page.tsx"),
  "NewDiscussionPage",
);
const createPullRequest = lazyRouteComponent(
  () => import("./new/new-pull-request-page.tsx"),
  "NewPullRequestPage",
);
const thread = lazyRouteComponent(() => import("./thread/thread-page.tsx"), "ThreadPage");
const changes = lazyRouteComponent(() => import("./pull-request/changes-page.tsx"), "ChangesPage");

const related = lazyRouteComponent(() => import("./related/related-page.tsx"), "RelatedPage");

export const communityPages: AssetPage[] = [
  {
    path: "related",
    component: related,
    prefetch: (queryClient, { address: params }) =>
      prefetchList(queryClient, listOptions("community.list-related-assets", { params })),
  },
  { path: "discussions", component: list },
  { path: "discussions/new", component: create },
  { path: "discussions/new-pull-request", component: createPullRequest },
  { path: "discussions/$num", component: thread },
  { path: "discussions/$num/changes", component: changes },
];
