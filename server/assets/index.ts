export { cardTags } from "./card/index.ts";
export { addFavourite } from "./add-favourite.ts";
export { checkCard } from "./check-card.ts";
export { checkModel } from "./checks/get-checks.ts";
export { setCategories } from "./categories/set-categories.ts";
export { countSubscription } from "./count-subscription.ts";
export { countDownload, flushUse } from "./count-use.ts";
export {
  admitSubscriber,
  dismissSubscriber,
  isLetThrough,
  isShownTo,
} from "./content/admit-subscriber.ts";
export { setContentRule } from "./content/set-content-rule.ts";
export { readContentFacts as getContentFacts } from "./content/store.ts";
export { summariseAssets } from "./summarise-assets.ts";
export { isOfficial } from "./store/assets.ts";
export { type AssetToCreate, createAsset } from "./create-asset.ts";
export { deleteAsset } from "./delete-asset.ts";
export { assetDeleting } from "./events.ts";
export { forgetFavourites } from "./forget-favourites.ts";
export { duplicateAsset } from "./duplicate-asset.ts";
export { type CardEdit, editCard } from "./edit-card.ts";
export { findHubAssets, type HubAsset, type HubSort } from "./find-hub-assets.ts";
export { askAccess } from "./gate/ask-access.ts";
export { decideAccess } from "./gate/decide-access.ts";
export { findAccessRequest } from "./gate/find-access-request.ts";
export { grantAccess } from "./gate/grant-access.ts";
export { listAccessRequests } from "./gate/list-access-requests.ts";
export { setGate } from "./gate/set-gate.ts";
export { findAssetById } from "./lookup/find-asset-by-id.ts";
export { getAsset } from "./get-asset.ts";
export { getCard } from "./get-card.ts";
export { handleAssetJobs, subscribeAssets } from "./jobs.ts";
export { isFavourite } from "./store/favourites.ts";
export { listFavourites } from "./list-favourites.ts";
export { markOfficial } from "./mark-official.ts";
export { moveListing } from "./move-listing.ts";
export { readCardOnCommit } from "./read-card-on-commit.ts";
export { readExportedAssets } from "./read-exported-assets.ts";
export { countExported as countExportedAssets, type ExportedAsset } from "./store/export.ts";
export { removeAsset } from "./remove-asset.ts";
export { removeFavourite } from "./remove-favourite.ts";
export { renameAsset } from "./rename-asset.ts";
export { assetsRoutes } from "./routes.ts";
export { isShownIn } from "./rules.ts";
export { searchAssets } from "./search-assets.ts";
export { transferAsset } from "./transfer-asset.ts";
export { setVisibility } from "./set-visibility.ts";
export { getHubFacts, type HubFacts } from "./get-hub-facts.ts";
export { getCardText } from "./store/assets.ts";
export { getListingFacts, getShelf, type ListingFacts, type Shelf } from "./store/shelf.ts";
