import type { RequestContext } from "../../context.ts";
import { ChunkTable, type XetHash } from "../../platform/formats/xet/index.ts";
import type { Repository } from "../repository.ts";
import { type ChunkSpan, findUsableXorbs, type UsableXorb } from "../store/xorbs.ts";

/** A xorb with its chunks, and which of them may be named. */
export type OpenXorb = Omit<UsableXorb, "chunks"> & {
  chunks: ChunkTable;
  /** Whether any of its chunks may be named. */
  mayBeNamed: boolean;
  /** Whether all chunks from `first` up to, not including, `end` are there and may be named. */
  allows: (span: ChunkSpan) => boolean;
};

type Asker = Pick<RequestContext, "db" | "viewer" | "now">;

/** The xorbs that may be named for files of a repository, by their hash in hexadecimal. */
export async function openUsableXorbs(
  ctx: Asker,
  repository: Pick<Repository, "namespaceId">,
  hashes: readonly XetHash[],
): Promise<Map<string, OpenXorb>> {
  const who = { viewer: ctx.viewer, namespaceId: repository.namespaceId, now: ctx.now() };
  const found = await findUsableXorbs(ctx.db, who, hashes);
  return new Map(found.map((xorb) => [xorb.hash.toString("hex"), openXorb(xorb)]));
}

function openXorb(xorb: UsableXorb): OpenXorb {
  const chunks = new ChunkTable(xorb.chunks);
  const spans = xorb.spans === null ? [{ first: 0, end: chunks.count }] : join(xorb.spans);
  const allows = ({ first, end }: ChunkSpan) =>
    first < end && spans.some((span) => span.first <= first && end <= span.end);
  return { ...xorb, spans, chunks, mayBeNamed: spans.length > 0, allows };
}

/** Spans that touch or overlap become one. */
function join(spans: readonly ChunkSpan[]): ChunkSpan[] {
  const joined: ChunkSpan[] = [];
  for (const { first, end } of spans.toSorted((one, other) => one.first - other.first)) {
    const last = joined.at(-1);
    if (last !== undefined && first <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ first, end });
  }
  return joined;
}
