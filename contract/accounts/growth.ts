import { z } from "zod";
import { Address, Timestamp } from "../fields.ts";

/** ACC-8: what growth is earned with. */
export const GROWTH_REASONS = ["check-in", "asset-published"] as const;
export const GrowthReason = z.enum(GROWTH_REASONS);
export type GrowthReason = z.infer<typeof GrowthReason>;

export const GrowthEntry = z.object({
  reason: GrowthReason,
  points: z.number().int().positive(),
  /** The asset that was published, where the viewer may see it. */
  asset: Address.nullable(),
  createdAt: Timestamp,
});
export type GrowthEntry = z.infer<typeof GrowthEntry>;

/** One's own growth, and whether today's check-in is done. */
export const GrowthStatus = z.object({
  growth: z.number().int().nonnegative(),
  hasCheckedIn: z.boolean(),
  /** What one check-in earns. */
  checkInPoints: z.number().int().nonnegative(),
  /** Whose midnight begins a new day. */
  timeZone: z.string(),
});
export type GrowthStatus = z.infer<typeof GrowthStatus>;
