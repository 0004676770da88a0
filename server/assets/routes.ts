import { ENDPOINTS } from "#contract/endpoints.ts";
import type { RequestContext } from "../context.ts";
import type { Mount } from "../platform/http/index.ts";
import { addFavourite } from "./add-favourite.ts";
import { categoryRoutes } from "./categories/routes.ts";
import { checkCard } from "./check-card.ts";
import { getChecks } from "./checks/get-checks.ts";
import { countGallery } from "./count-gallery.ts";
import { coverRoutes } from "./covers/routes.ts";
import { createAsset } from "./create-asset.ts";
import { deleteAsset } from "./delete-asset.ts";
import { editCard } from "./edit-card.ts";
import { gateRoutes } from "./gate/routes.ts";
import { getAsset } from "./get-asset.ts";
import { getCard } from "./get-card.ts";
import { lineageRoutes } from "./lineage/routes.ts";
import { lookupRoutes } from "./lookup/routes.ts";
import { markRoutes } from "./marks/routes.ts";
import { listFavourites } from "./list-favourites.ts";
import { listNamespaceAssets } from "./list-namespace-assets.ts";
import { listOwnAssets } from "./list-own-assets.ts";
import { removeFavourite } from "./remove-favourite.ts";
import { renameAsset } from "./rename-asset.ts";
import { searchAssets } from "./search-assets.ts";
import { statisticsRoutes } from "./statistics/routes.ts";
import { usageRoutes } from "./use/routes.ts";
import { suggestingRoutes } from "./suggesting/routes.ts";

const { assets } = ENDPOINTS;

export function assetsRoutes(mount: Mount<RequestContext>): void {
  categoryRoutes(mount);
  coverRoutes(mount);
  gateRoutes(mount);
  lineageRoutes(mount);
  lookupRoutes(mount);
  markRoutes(mount);
  statisticsRoutes(mount);
  usageRoutes(mount);
  suggestingRoutes(mount);
  mount(assets.searchAssets, ({ ctx, query }) => searchAssets(ctx, query));
  mount(assets.createAsset, ({ ctx, body }) => createAsset(ctx, body));
  mount(assets.getAsset, ({ ctx, params }) => getAsset(ctx, params));
  mount(assets.deleteAsset, ({ ctx, params, query }) =>
    deleteAsset(ctx, params, query.confirmation),
  );
  mount(assets.renameAsset, ({ ctx, params, body }) => renameAsset(ctx, params, body));
  mount(assets.getCard, ({ ctx, params }) => getCard(ctx, params));
  mount(assets.getChecks, ({ ctx, params }) => getChecks(ctx, params));
  mount(assets.editCard, ({ ctx, params, body }) => editCard(ctx, params, body));
  mount(assets.checkCard, async ({ body }) => checkCard(body));
  mount(assets.addFavourite, ({ ctx, params }) => addFavourite(ctx, params));
  mount(assets.removeFavourite, ({ ctx, params }) => removeFavourite(ctx, params));
  mount(assets.listFavourites, ({ ctx, query }) => listFavourites(ctx, query));
  mount(assets.countGallery, ({ ctx }) => countGallery(ctx));
  mount(assets.listOwnAssets, ({ ctx, query }) => listOwnAssets(ctx, query));
  mount(assets.listNamespaceAssets, ({ ctx, params, query }) =>
    listNamespaceAssets(ctx, params.owner, query),
  );
}
