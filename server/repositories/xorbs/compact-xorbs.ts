import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { ChunkTable } from "../../platform/formats/xet/index.ts";
import type { ChunkSpan, Xorb } from "../store/xorbs.ts";
import {
  findAskedPlaces,
  findWantedSpans,
  moveTerms,
  takeXorbsToExamine,
} from "../store/xorb-upkeep.ts";
import { keepXorb } from "./keep-xorb.ts";

const BATCH = 50;
/** Looked at in one run, so that a large store is gone through in many short ones. */
const XORBS_OF_A_RUN = 1000;
/** Written anew when files need less than this part of it. */
const LEAST_WANTED = 0.5;

type UpkeepContext = Pick<Context, "config" | "db" | "store" | "now">;

/**
 * Writes xorbs anew of which files need less than half: what they need goes into a new one, the
 * files are made of that, and the old one goes when its grace time is over.
 */
export async function compactXorbs(
  ctx: UpkeepContext,
  signal?: AbortSignal,
): Promise<{ compacted: number }> {
  const now = ctx.now();
  const unwantedSince = new Date(now.getTime() - ctx.config.collectGraceMs);
  const isAborted = () => signal?.aborted === true;
  let compacted = 0;
  for (let examined = 0; examined < XORBS_OF_A_RUN && !isAborted();) {
    const xorbs = await takeXorbsToExamine(ctx.db, { unwantedSince, now, limit: BATCH });
    for (const xorb of xorbs) {
      if (isAborted()) break;
      if (await compactXorb(ctx, xorb)) compacted += 1;
    }
    examined += xorbs.length;
    if (xorbs.length < BATCH) break;
  }
  return { compacted };
}

async function compactXorb(ctx: UpkeepContext, xorb: Xorb): Promise<boolean> {
  const chunks = new ChunkTable(xorb.chunks);
  const spans = await findWantedSpans(ctx.db, xorb.id);
  if (spans === undefined || spans.length === 0) return false;
  const wanted = placesOf(spans);
  const runs = runsOf(wanted, chunks);
  const wantedBytes = runs.reduce((sum, { start, end }) => sum + end - start, 0);
  if (wantedBytes >= xorb.sizeBytes * LEAST_WANTED) return false;
  async function* copy() {
    for (const range of runs) yield* ctx.store.read(xorb.objectKey, range);
  }
  const moved = spans.map((span) => ({ ...span, to: wanted.get(span.first) ?? 0 }));
  const asked = (await findAskedPlaces(ctx.db, xorb.id)).flatMap(({ hash, position }) => {
    const place = wanted.get(position);
    return place === undefined ? [] : [{ hash, position: place }];
  });
  const kept = await keepXorb(ctx, copy());
  try {
    return await withTransaction(ctx.db, async (trx) => {
      const { id } = await kept.record(trx, asked);
      return moveTerms(trx, { from: xorb.id, to: id, spans: moved });
    });
  } finally {
    await kept.settle();
  }
}

/** Where the wanted chunks lie in a xorb that has no others. */
function placesOf(spans: readonly ChunkSpan[]): Map<number, number> {
  const wanted = new Set<number>();
  for (const { first, end } of spans) for (let at = first; at < end; at++) wanted.add(at);
  return new Map([...wanted].toSorted((one, other) => one - other).map((at, place) => [at, place]));
}

/** Bytes of the wanted chunks, those together that lie together. */
function runsOf(wanted: ReadonlyMap<number, number>, chunks: ChunkTable) {
  const runs: { start: number; end: number }[] = [];
  for (const at of wanted.keys()) {
    const [start, end] = [chunks.packedStart(at), chunks.packedStart(at + 1)];
    const last = runs.at(-1);
    if (last?.end === start) last.end = end;
    else runs.push({ start, end });
  }
  return runs;
}
