import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { XetHash } from "../../platform/formats/xet/index.ts";
import type { ByteInterval } from "../reading/entry.ts";
import type { Viewed } from "../withholding/withheld.ts";
import { findChunkedFile } from "./find-chunked-file.ts";
import { chunksOf, openTerms } from "./open-terms.ts";

/** Chunks of a xorb, `end` not included, and the bytes that they take in it. */
export type FetchedRange = {
  xorbId: number;
  xorb: XetHash;
  chunks: { start: number; end: number };
  bytes: ByteInterval;
};

/** How a client puts a file, or a part of it, together. */
export type DownloadPlan = {
  /** Bytes of the first term before the wanted ones. */
  skipBytes: number;
  terms: { xorb: XetHash; chunks: { start: number; end: number }; sizeBytes: number }[];
  /** Without overlaps, in the order of their xorb and place. */
  fetches: FetchedRange[];
};

/** Terms of one answer: a client asks by ranges, so a larger file takes several answers. */
const MAX_TERMS = 20_000;

/**
 * What a file that the repository holds is made of.
 * @param range of the file; its end is cut at the end of the file.
 * @throws {Problem} `not-found`, also for what the repository does not hold; `range-not-satisfiable`.
 */
export async function planDownload(
  { db }: Pick<Context, "db">,
  repository: Viewed,
  { hash, range }: { hash: XetHash; range: ByteInterval | undefined },
): Promise<DownloadPlan> {
  const content = await findChunkedFile({ db }, repository, hash);
  const wanted = {
    start: range?.start ?? 0,
    end: Math.min(range?.end ?? content.sizeBytes, content.sizeBytes),
  };
  if (range !== undefined && wanted.start >= content.sizeBytes) {
    throw problem("range-not-satisfiable", { extra: { sizeBytes: content.sizeBytes } });
  }
  const plan: DownloadPlan = { skipBytes: 0, terms: [], fetches: [] };
  for await (const term of openTerms({ db }, content.id, wanted)) {
    if (plan.terms.length === MAX_TERMS) break;
    const { xorbId, xorbHash: xorb, chunks } = term;
    const { first, end, startByte } = chunksOf(term, wanted);
    if (plan.terms.length === 0) plan.skipBytes = wanted.start - startByte;
    const place = { xorb, chunks: { start: first, end } };
    plan.terms.push({ ...place, sizeBytes: chunks.bytesOf(first, end) });
    const bytes = { start: chunks.packedStart(first), end: chunks.packedStart(end) };
    plan.fetches.push({ ...place, xorbId, bytes });
  }
  return { ...plan, fetches: joinFetches(plan.fetches) };
}

function joinFetches(fetches: readonly FetchedRange[]): FetchedRange[] {
  const joined: FetchedRange[] = [];
  const sorted = fetches.toSorted(
    (one, other) => one.xorbId - other.xorbId || one.chunks.start - other.chunks.start,
  );
  for (const fetch of sorted) {
    const last = joined.at(-1);
    if (last?.xorbId === fetch.xorbId && fetch.chunks.start <= last.chunks.end) {
      last.chunks = { ...last.chunks, end: Math.max(last.chunks.end, fetch.chunks.end) };
      last.bytes = { ...last.bytes, end: Math.max(last.bytes.end, fetch.bytes.end) };
    } else joined.push({ ...fetch });
  }
  return joined;
}
