import { z } from "zod";
import { AssetSummary } from "../assets/asset.ts";
import { Address, Timestamp } from "../fields.ts";

/** COM-2: links made on the page of one asset; those that others make to it do not count. */
export const RELATED_LIMIT = 100;

/** COM-2: an asset at the other end of a link. */
export const RelatedAsset = z.object({
  /** Of the asset. */
  id: z.string(),
  /**
   * Null where the viewer does not see it: only who manages this side hears of such a link, and only
   * of one that was made on this side.
   */
  asset: AssetSummary.nullable(),
  /** Made on this side. */
  isOwn: z.boolean(),
  linkedAt: Timestamp,
});
export type RelatedAsset = z.infer<typeof RelatedAsset>;

/** The asset whose page it is, and the id of the one at the other end. */
export const RelatedAddress = Address.extend({ id: z.string().min(1).max(64) });
