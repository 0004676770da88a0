import { z } from "zod";
import { ListingState } from "../assets/asset.ts";
import { AssetKind, Timestamp } from "../fields.ts";

/** Which time of an asset a list of assets is narrowed by. */
export const AssetTime = z.enum(["created", "updated", "published"]);
export type AssetTime = z.infer<typeof AssetTime>;

/** What goes into a list of assets; everything by default. */
export const AssetExport = z.object({
  kind: AssetKind.optional(),
  state: ListingState.optional(),
  time: AssetTime.default("created"),
  /** From this time on… */
  from: Timestamp.optional(),
  /** …and before this one. */
  to: Timestamp.optional(),
});
export type AssetExport = z.infer<typeof AssetExport>;
