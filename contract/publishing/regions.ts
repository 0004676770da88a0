import { z } from "zod";

export const RegionId = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, "region must be letters, digits and hyphens");

/** A place where assets are used, of those that the operator has named (PUB-20). */
export const Region = z.object({ id: RegionId, name: z.string() });
export type Region = z.infer<typeof Region>;

/**
 * Where a listing or a version may be used. Empty: the installation's only region; where there are
 * several the server asks for at least one.
 */
export const RegionChoice = z
  .array(RegionId)
  .max(50, "regions must be at most 50")
  .transform((regions) => [...new Set(regions)])
  .default([]);
