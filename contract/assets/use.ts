import { z } from "zod";

/** DIS-4: downloads of the last 30 days, the present one included; without gaps, oldest first. */
export const DownloadsLately = z.object({
  days: z.array(z.object({ day: z.iso.date(), downloads: z.number().int() })),
  /** Of these days together. */
  total: z.number().int(),
});
export type DownloadsLately = z.infer<typeof DownloadsLately>;
