import { z } from "zod";
import { AssetSummary } from "./asset.ts";

/** What a card names as an origin. */
export const Origin = z.object({
  /** As the card writes it: `owner/name`, or a word. */
  name: z.string(),
  /** The asset of this gallery that it means; null where there is none that the viewer sees. */
  asset: AssetSummary.nullable(),
});
export type Origin = z.infer<typeof Origin>;

/** DIS-4: what an asset was made from. */
export const Lineage = z.object({ baseModels: z.array(Origin), datasets: z.array(Origin) });
export type Lineage = z.infer<typeof Lineage>;
