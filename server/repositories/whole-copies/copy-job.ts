import { z } from "zod";
import { defineJob } from "../../platform/jobs/index.ts";

/** Puts a content together that is downloaded often. */
export const copyJob = defineJob({
  name: "repositories.keep-whole-copy",
  schema: z.object({ contentId: z.number().int() }),
  key: ({ contentId }) => String(contentId),
  retryLimit: 1,
});
