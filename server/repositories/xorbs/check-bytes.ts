import type { Context } from "../../context.ts";
import { hashUnpacked, XetFormatError } from "../../platform/formats/xet/index.ts";
import type { ByteInterval } from "../reading/entry.ts";

/** Where the packed chunks of a part of a file lie. */
export type PackedPart = { objectKey: string; packed: ByteInterval };

/** Reads a file that chunks make. @throws {XetFormatError} when it has another SHA-256. */
export async function checkBytes(
  { store }: Pick<Context, "store">,
  { sha256, terms }: { sha256: string; terms: readonly PackedPart[] },
): Promise<void> {
  async function* packedBytes() {
    for (const { objectKey, packed } of terms) {
      yield* store.read(objectKey, { ...packed, reuseBuffers: true });
    }
  }
  const actual = await hashUnpacked(packedBytes());
  if (actual === sha256) return;
  throw new XetFormatError(`the file declared as ${sha256} has the SHA-256 ${actual}`);
}
