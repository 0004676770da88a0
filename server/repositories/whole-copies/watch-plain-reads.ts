import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { onPlainRead, type PlainRead } from "../events.ts";
import { touchCopies } from "../store/whole-copies.ts";
import { copyJob } from "./copy-job.ts";

/** Downloaded so many times over within a day, a content is worth a copy. */
const TIMES = 2;
const DAY_MS = 86_400_000;
/** Contents whose reads are remembered; of the others those that are read go on to be. */
const REMEMBERED = 10_000;
const TOUCH_AFTER_MS = 60_000;

type Reads = { bytes: number; since: number };

/**
 * Watches plain downloads of chunked contents in this process: of what is read often a copy is asked
 * for, and copies that are read stay.
 * @returns how to end it.
 */
export function watchPlainReads(ctx: Context): () => void {
  const reads = new Map<number, Reads>();
  const touched = new Set<number>();
  let timer: NodeJS.Timeout | undefined;

  async function touch(): Promise<void> {
    timer = undefined;
    const contentIds = [...touched];
    touched.clear();
    await touchCopies(ctx.db, { contentIds, at: ctx.now() });
  }

  function noteCopy(contentId: number): void {
    touched.add(contentId);
    timer ??= setTimeout(() => {
      touch().catch((error: unknown) =>
        ctx.log.warn({ err: error }, "reads of copies were not written"),
      );
    }, TOUCH_AFTER_MS).unref();
  }

  function noteChunks({ contentId, sizeBytes, bytes }: PlainRead): void {
    const now = ctx.now().getTime();
    const known = reads.get(contentId);
    const isOld = known === undefined || now - known.since > DAY_MS;
    const sum = isOld ? { bytes, since: now } : { ...known, bytes: known.bytes + bytes };
    reads.delete(contentId);
    if (sum.bytes >= sizeBytes * TIMES) {
      withTransaction(ctx.db, (trx) => ctx.jobs.enqueue(trx, copyJob, { contentId })).catch(
        (error: unknown) => ctx.log.warn({ err: error }, "a copy was not asked for"),
      );
      return;
    }
    reads.set(contentId, sum);
    if (reads.size <= REMEMBERED) return;
    const [oldest] = reads.keys();
    if (oldest !== undefined) reads.delete(oldest);
  }

  if (ctx.config.limits.wholeCopyBytes === 0) return () => {};
  const stop = onPlainRead((read) => {
    if (read.isCopy) noteCopy(read.contentId);
    else noteChunks(read);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
