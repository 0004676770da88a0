import type { Visibility } from "#contract/assets/asset.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { setGrants } from "../repositories/index.ts";
import { applyContentRule } from "./content/apply-content-rule.ts";
import { refreshSearch } from "./refresh-search.ts";
import { updateVisibility } from "./store/assets.ts";

const READ_LEVEL = 2;

type Setting = {
  assetId: number;
  visibility: Visibility;
  /** False while unlisted or not yet approved: then nobody but the owner reads, whatever is set. */
  isReadable: boolean;
  /** Accounts of visibility "restricted". */
  audience?: readonly number[];
};

/** Sets who may read: the column for people to see, the grants for every protocol to obey. */
export async function setVisibility(trx: DatabaseTransaction, setting: Setting): Promise<void> {
  await updateVisibility(trx, setting.assetId, setting.visibility);
  await applyVisibility(trx, setting);
  await refreshSearch(trx, setting.assetId);
}

/** Writes the grants that a visibility means, as far as the rule of the content lets them. */
export async function applyVisibility(trx: DatabaseTransaction, setting: Setting): Promise<void> {
  const { assetId, visibility, isReadable, audience = [] } = setting;
  const isPublic = isReadable && visibility === "public";
  const everyone = isPublic ? [{ namespaceId: null, level: READ_LEVEL } as const] : [];
  await setGrants(trx, assetId, { source: "visibility", grants: everyone });
  const isShared = isReadable && visibility === "restricted";
  const named = isShared
    ? audience.map((id) => ({ namespaceId: id, level: READ_LEVEL }) as const)
    : [];
  await setGrants(trx, assetId, { source: "share", grants: named });
  await applyContentRule(trx, assetId);
}
