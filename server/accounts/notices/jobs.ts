import { z } from "zod";
import type { Context } from "../../context.ts";
import { defineJob } from "../../platform/jobs/index.ts";
import { NOTICE_LIFETIME_MS } from "./rules.ts";
import { sendNoticeMails } from "./send-notice-mails.ts";
import { removeNoticesBefore } from "./store/notices.ts";

const BATCH = 1000;

/** A minute's rest before a mail goes out: who is on the page reads the notice there. */
const sendMailsJob = defineJob({
  name: "accounts.send-notice-mails",
  schema: z.object({}),
  key: () => "all",
  cron: "* * * * *",
  retryLimit: 0,
  timeoutSeconds: 600,
});

const pruneJob = defineJob({
  name: "accounts.prune-notices",
  schema: z.object({}),
  key: () => "all",
  cron: "41 3 * * *",
});

export function handleNoticeJobs(ctx: Context): void {
  ctx.jobs.handle(sendMailsJob, (_, { signal }) => sendNoticeMails(ctx, signal));
  ctx.jobs.handle(pruneJob, () => pruneNotices(ctx));
}

/** Removes old notices, a batch per statement. */
export async function pruneNotices(ctx: Pick<Context, "db" | "now">): Promise<void> {
  const before = new Date(ctx.now().getTime() - NOTICE_LIFETIME_MS);
  let removed = BATCH;
  while (removed === BATCH) removed = await removeNoticesBefore(ctx.db, { before, limit: BATCH });
}
