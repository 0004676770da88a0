import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";

/** PLT-4: what operators set apart. */
export const Marks = z.object({
  /** Published by the platform's operator. */
  isOfficial: z.boolean(),
  /** Picked by an editor: shown on the first page. */
  isFeatured: z.boolean(),
});
export type Marks = z.infer<typeof Marks>;

export const setMarks = endpoint({
  id: "assets.set-marks",
  method: "PATCH",
  path: "/console/assets/:kind/:owner/:name/marks",
  summary: "Mark an asset as official or featured, or take that back",
  access: { who: "administrator", scope: "write" },
  params: Address,
  body: Marks.partial(),
  answer: { status: 200, body: Marks },
});
