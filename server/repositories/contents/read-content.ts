import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { ByteInterval, ReadOptions } from "../reading/entry.ts";
import type { Content } from "../store/contents.ts";

/**
 * The bytes of a content, or a part of them, whatever its layout.
 * @throws {Problem} `unavailable` for a layout that a newer release of the server has written.
 */
export function readContent(
  { store }: Pick<Context, "store">,
  content: Content,
  { range, ...options }: ReadOptions & { range?: ByteInterval | undefined } = {},
): AsyncIterable<Uint8Array> {
  if (content.objectKey === null) {
    throw problem("unavailable", { detail: "This file was stored by a newer server" });
  }
  return store.read(content.objectKey, { ...range, ...options });
}
