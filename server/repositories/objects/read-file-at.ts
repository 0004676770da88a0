import type { Context } from "../../context.ts";
import { findPath, isFolder, type ObjectId } from "../../platform/git/index.ts";
import type { ByteInterval, ReadOptions } from "../reading/entry.ts";
import type { StoredObject } from "../store/objects.ts";
import type { ObjectReader } from "./object-reader.ts";

const DEFAULT_LIMIT_BYTES = 10_000_000;

/** The blob at a path, of a large file its pointer; undefined when none or above the limit. */
export async function readFileAt(
  { store }: Pick<Context, "store">,
  reader: ObjectReader,
  at: { tree: ObjectId; path: string; limitBytes?: number | undefined },
): Promise<Buffer | undefined> {
  const entry = await findPath(reader, at.tree, at.path);
  if (entry === undefined || isFolder(entry)) return undefined;
  const blob = await reader.findBlob(entry.oid);
  if (blob === undefined || blob.sizeBytes > (at.limitBytes ?? DEFAULT_LIMIT_BYTES)) {
    return undefined;
  }
  return Buffer.concat(await Array.fromAsync(readBlob({ store }, blob)));
}

/** The bytes of a blob, or a part of them, inline or out of its pack. */
export async function* readBlob(
  { store }: Pick<Context, "store">,
  { oid, body, packKey, packOffset, sizeBytes }: StoredObject,
  { range, ...options }: ReadOptions & { range?: ByteInterval | undefined } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const { start, end } = range ?? { start: 0, end: sizeBytes };
  if (body !== null) {
    yield body.subarray(start, end);
    return;
  }
  if (packKey === null || packOffset === null) throw new Error(`blob ${oid} is nowhere`);
  yield* store.read(packKey, { start: packOffset + start, end: packOffset + end, ...options });
}
