import type { Context } from "../../context.ts";
import type { ByteInterval } from "../reading/entry.ts";
import type { Content } from "../store/contents.ts";
import { readContent } from "./read-content.ts";

/** An upload of this size is read whole, once for all the files in it. */
const WHOLE_BYTES = 16 * 1024 * 1024;
/** Uploads kept at a time: a commit names the files of one behind each other. */
const KEPT = 4;

export type ReadSlice = (content: Content, range: ByteInterval) => Promise<Buffer>;

/**
 * Reads many small parts of a few contents: thousands of files that travelled as one upload. What
 * it gives shares memory with its neighbours: copy what is kept.
 */
export function createSliceReader(ctx: Pick<Context, "db" | "store">): ReadSlice {
  const kept = new Map<number, Promise<Buffer>>();
  const readWhole = (content: Content): Promise<Buffer> => {
    const known = kept.get(content.id);
    if (known !== undefined) return known;
    const [oldest] = kept.keys();
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
    const reading = collect(ctx, content);
    kept.set(content.id, reading);
    return reading;
  };
  return async (content, range) => {
    if (content.sizeBytes > WHOLE_BYTES) return collect(ctx, content, range);
    return (await readWhole(content)).subarray(range.start, range.end);
  };
}

async function collect(
  ctx: Pick<Context, "db" | "store">,
  content: Content,
  range?: ByteInterval,
): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(readContent(ctx, content, { range })));
}
