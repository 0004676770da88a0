import type { Context } from "../../context.ts";
import { writePack } from "../commits/write-pack.ts";
import type { PackedBlob } from "../store/objects.ts";
import type { PackedSource } from "../store/copies.ts";

/** Most bytes of one new pack. */
const PACK_BYTES = 256 * 1024 * 1024;

export type CopiedPack = { objectKey: string; sizeBytes: number; blobs: PackedBlob[] };

/** Writes blobs that lie in packs into new packs; what nobody then names the collector frees. */
export async function copyPacks(
  { store }: Pick<Context, "store">,
  blobs: readonly PackedSource[],
): Promise<CopiedPack[]> {
  const packs: CopiedPack[] = [];
  for (const group of groupsOf(blobs)) {
    const copies = group.map(({ oid, sizeBytes, packKey, packOffset: start }) => ({
      oid,
      state: { sizeBytes, pointer: undefined },
      read: () => store.read(packKey, { start, end: start + sizeBytes }),
    }));
    packs.push(await writePack(store, copies));
  }
  return packs;
}

function* groupsOf(blobs: readonly PackedSource[]): Generator<PackedSource[]> {
  let group: PackedSource[] = [];
  let groupBytes = 0;
  for (const blob of blobs) {
    if (group.length > 0 && groupBytes + blob.sizeBytes > PACK_BYTES) {
      yield group;
      group = [];
      groupBytes = 0;
    }
    group.push(blob);
    groupBytes += blob.sizeBytes;
  }
  if (group.length > 0) yield group;
}
