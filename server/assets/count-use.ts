import type { Config } from "../config.ts";
import type { Context } from "../context.ts";
import { dayOf } from "./rules.ts";
import { addCounts } from "./store/counters.ts";
import { type Interest, showInterest } from "./trending/show-interest.ts";

const FLUSH_AFTER_MS = 2_000;
const REMEMBERED_CALLS = 100_000;
const REPEAT_MS = 30 * 60_000;

type Column = "downloads" | "views";
/** Counts of assets by day. */
type Counts = Map<string, Map<number, number>>;
type Pending = { downloads: Counts; views: Counts; interests: Interest[] };

/**
 * Counts of this process that are not yet in the database. One statement writes them every two
 * seconds, so a popular file costs no row lock per download; a crash loses at most those seconds.
 */
class UseCounts {
  pending: Pending = { downloads: new Map(), views: new Map(), interests: [] };
  readonly seen = new Map<string, number>();
  timer: NodeJS.Timeout | undefined;
}

const countsOf = new WeakMap<Config, UseCounts>();

/** Those of the gallery whose context it is: a process may hold several, one after the other. */
function useCounts({ config }: Context): UseCounts {
  const counts = countsOf.get(config) ?? new UseCounts();
  countsOf.set(config, counts);
  return counts;
}

type Use = { assetId: number; caller: string };

/** The files that one caller downloads of an asset within half an hour count once together. */
export function countDownload(ctx: Context, use: Use): void {
  if (!countOnce(ctx, "downloads", use)) return;
  useCounts(ctx).pending.interests.push({ ...use, action: "download", at: ctx.now() });
}

/** DIS-10: repeated views by one caller within half an hour count once. */
export function countView(ctx: Context, use: Use): void {
  countOnce(ctx, "views", use);
}

function countOnce(ctx: Context, column: Column, { assetId, caller }: Use): boolean {
  const { seen } = useCounts(ctx);
  const key = `${column} ${assetId} ${caller}`;
  const now = ctx.now().getTime();
  const last = seen.get(key);
  // A clock that was put back leaves times in the future: they must not silence a caller until then.
  if (last !== undefined && Math.abs(now - last) < REPEAT_MS) return false;
  // Whoever came last stands last: the oldest are forgotten first.
  seen.delete(key);
  seen.set(key, now);
  if (seen.size > REMEMBERED_CALLS) {
    for (const oldest of seen.keys()) {
      seen.delete(oldest);
      break;
    }
  }
  add(ctx, column, assetId);
  return true;
}

/** Writes what is pending; called on shutdown too. */
export async function flushUse(ctx: Context): Promise<void> {
  const counts = useCounts(ctx);
  clearTimeout(counts.timer);
  counts.timer = undefined;
  for (const column of ["downloads", "views"] as const) {
    const days = counts.pending[column];
    counts.pending[column] = new Map();
    for (const [day, byAsset] of days) await addCounts(ctx.db, { column, day, counts: byAsset });
  }
  const { interests } = counts.pending;
  counts.pending.interests = [];
  await showInterest(ctx, ctx.db, interests);
}

function add(ctx: Context, column: Column, assetId: number): void {
  const counts = useCounts(ctx);
  const day = dayOf(ctx.now());
  const byAsset = counts.pending[column].get(day) ?? new Map<number, number>();
  counts.pending[column].set(day, byAsset.set(assetId, (byAsset.get(assetId) ?? 0) + 1));
  counts.timer ??= setTimeout(() => {
    flushUse(ctx).catch((error: unknown) =>
      ctx.log.warn({ err: error }, "counts were not written"),
    );
  }, FLUSH_AFTER_MS).unref();
}
