import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import { ObjectMissingError } from "../../platform/storage/index.ts";
import type { ByteInterval, ReadOptions } from "../reading/entry.ts";
import { type Content, findStoredByIds } from "../store/contents.ts";
import { readChunked } from "../xorbs/read-chunked.ts";

type ReadContext = Pick<Context, "db" | "store">;
type Reading = ReadOptions & { range?: ByteInterval | undefined };

/**
 * The bytes of a content, or a part of them, whatever its layout.
 * @throws {Problem} `content-purged` on the first chunk, when it was deleted since it was found.
 */
export function readContent(
  ctx: ReadContext,
  content: Content,
  { range, ...options }: Reading = {},
): AsyncIterable<Uint8Array> {
  if (content.objectKey === null) return readChunked(ctx, content, { range, ...options });
  return readWhole(ctx, content, { key: content.objectKey, range, ...options });
}

/** Where the object is gone before its first byte came, the content is looked up once more. */
async function* readWhole(
  ctx: ReadContext,
  content: Content,
  { key, range, ...options }: Reading & { key: string },
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = ctx.store.read(key, { ...range, ...options })[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array>;
  try {
    first = await chunks.next();
  } catch (error) {
    if (!(error instanceof ObjectMissingError)) throw error;
    const [found] = await findStoredByIds(ctx.db, [content.id]);
    if (found === undefined) {
      throw problem("content-purged", { detail: "It was deleted while it was asked for" });
    }
    if (found.objectKey === key) throw error;
    yield* readContent(ctx, found, { range, ...options });
    return;
  }
  if (first.done === true) return;
  try {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => chunks };
  } finally {
    // Whoever stops after the first chunk has not begun the rest: the file is closed all the same.
    await chunks.return?.();
  }
}
