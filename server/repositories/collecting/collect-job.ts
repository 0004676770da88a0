import { z } from "zod";
import { defineJob } from "../../platform/jobs/index.ts";

/** Frees what became unreachable (REP-12): every hour, and at once after a purge. */
export const collectJob = defineJob({
  name: "repositories.collect",
  schema: z.object({}),
  key: () => "all",
  cron: "17 * * * *",
});
