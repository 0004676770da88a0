import { z } from "zod";
import { defineJob } from "../../platform/jobs/index.ts";

/**
 * Pushes one import or delivery. What it does is in its row: a job that is lost, or that ends with
 * its process, is made again by `resumeTransfersJob`, so it is not tried again by itself.
 */
export const runTransferJob = defineJob({
  name: "repositories.run-bucket-transfer",
  schema: z.object({ id: z.number().int() }),
  key: ({ id }) => String(id),
  concurrency: 8,
  retryLimit: 0,
  // Until then a run goes on; then the next one does, where it stopped.
  timeoutSeconds: 23 * 3600,
});

/** Finds what nobody works on. */
export const resumeTransfersJob = defineJob({
  name: "repositories.resume-bucket-transfers",
  schema: z.object({}),
  key: () => "all",
  cron: "* * * * *",
});
