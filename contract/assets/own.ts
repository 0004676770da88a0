import { z } from "zod";
import { AssetKind, Timestamp } from "../fields.ts";
import { TransferState } from "../repositories/transfer.ts";
import { Abilities, AssetSummary, ListingState } from "./asset.ts";
import { AccessStatus } from "./gate.ts";

const Count = z.number().int();

/** How many there are of each kind; kinds without any are left out. */
export const KindCounts = z.partialRecord(AssetKind, Count);
export type KindCounts = z.infer<typeof KindCounts>;

/** How many there are in each state; states without any are left out. */
export const StateCounts = z.partialRecord(ListingState, Count);
export type StateCounts = z.infer<typeof StateCounts>;

/** ACC-9: one's own asset, or one's organisation's, with what its publishers look after. */
export const OwnAsset = AssetSummary.extend({
  views: Count,
  sizeBytes: z.number(),
  fileCount: Count,
  /** When it first came on the shelf; null: it never did. */
  publishedAt: Timestamp.nullable(),
  /** DIS-2: how well its card is filled in, from 0 to 100. */
  completeness: z.number().int(),
  /** What one may do with it, by one's role there and the state it is in. */
  abilities: Abilities,
});
export type OwnAsset = z.infer<typeof OwnAsset>;

/** Each side counts what the filter of the other one leaves, of what the words find. */
export const FilterCounts = z.object({ kinds: KindCounts, states: StateCounts });
export type FilterCounts = z.infer<typeof FilterCounts>;

/** ACC-9: how much lies in each part of one's gallery. */
export const GalleryCounts = z.object({
  /** One's own assets and one's organisations'. */
  own: FilterCounts,
  /** Those that one may still see. */
  favourites: KindCounts,
  /** Requests for access that wait for one's decision. */
  requestsToDecide: Count,
  /** One's own requests for access. */
  requestsSent: z.partialRecord(AccessStatus, Count),
  /** To one's object storage. */
  deliveries: z.partialRecord(TransferState, Count),
});
export type GalleryCounts = z.infer<typeof GalleryCounts>;
