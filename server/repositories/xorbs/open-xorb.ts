import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { ByteInterval, ReadOptions } from "../reading/entry.ts";
import { findXorb } from "../store/xorbs.ts";

/**
 * Opens a xorb: only for an address that was signed for the bytes that are read.
 * @throws {Problem} `not-found` when it was collected meanwhile.
 */
export async function openXorb(
  { db, store }: Pick<Context, "db" | "store">,
  xorbId: number,
): Promise<(range: ByteInterval, options?: ReadOptions) => AsyncIterable<Uint8Array>> {
  const xorb = await findXorb(db, xorbId);
  if (xorb === undefined) throw problem("not-found");
  return (range, options) => store.read(xorb.objectKey, { ...range, ...options });
}
