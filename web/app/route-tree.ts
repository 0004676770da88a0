import { accountRoutes } from "../accounts/routes.ts";
import { assetPageRoutes } from "../assets/asset/asset-page.ts";
import { creationRoutes } from "../assets/new/routes.ts";
import { assetRoutes, cardPages } from "../assets/routes.ts";
import { articleRoutes } from "../community/articles/routes.ts";
import { communityPages } from "../community/routes.ts";
import { meRoutes } from "../me/routes.ts";
import { operationsRoutes } from "../operations/routes.ts";
import { listingPages, publishingRoutes } from "../publishing/routes.ts";
import { repositoryPages } from "../repositories/routes.ts";
import { workbenchRoutes } from "../workbench/routes.ts";
import { hubRoutes } from "./hub-routes.ts";
import { rootRoute } from "./root-route.ts";

/** Pages inside an asset, by word. A word adds its own here… */
const assetPages = [...cardPages, ...listingPages, ...repositoryPages, ...communityPages];

/** …and here its pages outside of assets. */
export const routeTree = rootRoute.addChildren([
  ...accountRoutes,
  ...creationRoutes,
  ...articleRoutes,
  ...meRoutes,
  ...publishingRoutes,
  ...workbenchRoutes,
  ...operationsRoutes,
  ...assetRoutes,
  ...hubRoutes,
  ...assetPageRoutes(assetPages),
]);
