import { z } from "zod";
import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { defineEvent, emit } from "../../platform/events/index.ts";
import { defineJob } from "../../platform/jobs/index.ts";
import { refMovedEvent } from "../events.ts";
import { findHead } from "../reading/resolve-revision.ts";
import { getById } from "../store/repositories.ts";
import { pingClamd } from "./clamav/scan-stream.ts";
import { registerFiles } from "./register-files.ts";
import { scanRepository } from "./scan-repository.ts";
import { listRepositoriesWithDue, requeueOutdated } from "./store/queue.ts";

/** Looks at what a commit has brought (PLT-5); without commits, at what waits. */
const scan = defineJob({
  name: "repositories.scan",
  schema: z.object({
    repositoryId: z.number(),
    before: z.string().nullable(),
    after: z.string().nullable(),
  }),
  concurrency: 2,
  timeoutSeconds: 6 * 3600,
});

/** Finds what an older scanner has seen, or one that was interrupted. */
const rescan = defineJob({
  name: "repositories.rescan",
  schema: z.object({}),
  key: () => "all",
  cron: "*/10 * * * *",
});

/** Some files have been scanned that nobody had looked at before. */
export const filesScanned = defineEvent({
  name: "repositories.files-scanned",
  schema: z.object({ repositoryId: z.number() }),
});

/** Every move of a ref has what it brings scanned; call before `events.start`. */
export function subscribeScans(ctx: Context): void {
  ctx.events.subscribe(refMovedEvent, async ({ repositoryId, before, after }, { trx }) => {
    if (after !== null) await ctx.jobs.enqueue(trx, scan, { repositoryId, before, after });
  });
}

/** Names the handlers; call before `jobs.start`. */
export function handleScanJobs(ctx: Context): void {
  ctx.jobs.handle(scan, async (move, { signal }) => {
    await registerFiles(ctx, move);
    await scanWaiting(ctx, move.repositoryId, signal);
  });
  ctx.jobs.handle(rescan, async () => {
    const { clamd } = ctx.config;
    const wantsMalwareScan = clamd !== null && (await pingClamd(clamd));
    await requeueOutdated(ctx.db, { wantsMalwareScan });
    for (const repositoryId of await listRepositoriesWithDue(ctx.db)) {
      const payload = { repositoryId, before: null, after: null };
      await withTransaction(ctx.db, (trx) => ctx.jobs.enqueue(trx, scan, payload));
    }
  });
}

/** Scans all files at the head of the default branch now. For tests and commands. */
export async function scanHead(
  ctx: Pick<Context, "config" | "db" | "store" | "log">,
  repositoryId: number,
): Promise<void> {
  const { defaultBranch } = await getById(ctx.db, repositoryId);
  const after = await findHead(ctx, { id: repositoryId, defaultBranch });
  await registerFiles(ctx, { repositoryId, before: null, after });
  await scanWaiting(ctx, repositoryId);
}

/** Scans what waits in a repository, and says so. */
async function scanWaiting(
  ctx: Pick<Context, "config" | "db" | "store" | "log">,
  repositoryId: number,
  signal?: AbortSignal,
): Promise<void> {
  const scanned = await scanRepository(ctx, repositoryId, signal);
  if (scanned === 0) return;
  await withTransaction(ctx.db, (trx) => emit(trx, filesScanned, { repositoryId }));
}
