import type { ObjectId } from "../../platform/git/index.ts";
import type { ByteSource, ObjectStore } from "../../platform/storage/index.ts";
import type { BlobState } from "../objects/object-reader.ts";
import type { PackedBlob } from "../store/objects.ts";

/** A blob whose bytes are read when they are written, not before. */
export type UnpackedBlob = { oid: ObjectId; state: BlobState; read: () => ByteSource };

/**
 * Writes blobs behind each other into one object of the store: one fsync for all of them, and each
 * is read by its range.
 */
export async function writePack(
  store: ObjectStore,
  blobs: readonly UnpackedBlob[],
): Promise<{ objectKey: string; sizeBytes: number; blobs: PackedBlob[] }> {
  const places: PackedBlob[] = [];
  let packOffset = 0;
  for (const { oid, state } of blobs) {
    places.push({ oid, sizeBytes: state.sizeBytes, packOffset });
    packOffset += state.sizeBytes;
  }
  const { key } = await store.write(bytesOf(blobs), { expectedSizeBytes: packOffset });
  return { objectKey: key, sizeBytes: packOffset, blobs: places };
}

async function* bytesOf(blobs: readonly UnpackedBlob[]): AsyncGenerator<Uint8Array> {
  for (const { oid, state, read } of blobs) {
    let sizeBytes = 0;
    for await (const chunk of read()) {
      sizeBytes += chunk.byteLength;
      yield chunk;
    }
    if (sizeBytes !== state.sizeBytes) throw new Error(`blob ${oid} changed while it was packed`);
  }
}
