import { z } from "zod";
import type { Context } from "../context.ts";
import { defineJob } from "../platform/jobs/index.ts";
import { handleTransferJobs } from "./bucket-transfers/handle-transfer-jobs.ts";
import { collectJob } from "./collecting/collect-job.ts";
import { collectStorage } from "./collecting/collect-storage.ts";
import { collectOrphans } from "./contents/collect-orphans.ts";
import { forgetTables, forgetTablesJob } from "./purging/forget-tables.ts";
import { convertContents } from "./xorbs/convert-contents.ts";
import { copyJob } from "./whole-copies/copy-job.ts";
import { keepWholeCopy } from "./whole-copies/keep-whole-copy.ts";
import { expireUploads } from "./uploads/expire-uploads.ts";

const Nothing = z.object({});

/** Frees objects that no row names; it walks the whole store, so once a day. */
const sweep = defineJob({
  name: "repositories.collect-orphans",
  schema: Nothing,
  key: () => "all",
  cron: "37 3 * * *",
});

/** Keeps whole contents as chunks where their neighbours have most of them. */
const convert = defineJob({
  name: "repositories.convert-contents",
  schema: Nothing,
  key: () => "all",
  cron: "27 * * * *",
});

/** Ends uploads that nobody goes on with. */
const expire = defineJob({
  name: "repositories.expire-uploads",
  schema: Nothing,
  key: () => "all",
  cron: "47 * * * *",
});

/** Names the handlers of this word's jobs; call before `jobs.start`. */
export function handleRepositoryJobs(ctx: Context): void {
  handleTransferJobs(ctx);
  ctx.jobs.handle(collectJob, async (_, { signal }) => {
    const collected = await collectStorage(ctx, signal);
    if (Object.values(collected).some((count) => count > 0)) ctx.log.info(collected, "freed");
  });
  ctx.jobs.handle(forgetTablesJob, (purged, { signal }) => forgetTables(ctx, purged, signal));
  ctx.jobs.handle(sweep, async (_, { signal }) => {
    const collected = await collectOrphans(ctx, signal);
    if (collected.orphans > 0) ctx.log.info(collected, "orphaned objects freed");
  });
  ctx.jobs.handle(convert, async (_, { signal }) => {
    const sum = await convertContents(ctx, signal);
    if (sum.converted > 0) ctx.log.info(sum, "contents kept as chunks");
  });
  ctx.jobs.handle(copyJob, async ({ contentId }, { signal }) => {
    if (await keepWholeCopy(ctx, contentId, signal)) ctx.log.info({ contentId }, "kept whole too");
  });
  ctx.jobs.handle(expire, async () => {
    const { expired } = await expireUploads(ctx);
    if (expired > 0) ctx.log.info({ expired }, "unfinished uploads ended");
  });
}
