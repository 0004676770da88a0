import type { Context } from "../../context.ts";
import type { ByteInterval, ReadOptions } from "../reading/entry.ts";
import type { Content } from "../store/contents.ts";
import { readChunked } from "../xorbs/read-chunked.ts";

/** The bytes of a content, or a part of them, whatever its layout. */
export function readContent(
  ctx: Pick<Context, "db" | "store">,
  content: Content,
  { range, ...options }: ReadOptions & { range?: ByteInterval | undefined } = {},
): AsyncIterable<Uint8Array> {
  if (content.objectKey === null) return readChunked(ctx, content, { range, ...options });
  return ctx.store.read(content.objectKey, { ...range, ...options });
}
