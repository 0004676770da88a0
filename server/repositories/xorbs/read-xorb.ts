import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { ByteInterval } from "../reading/entry.ts";
import { findXorb } from "../store/xorbs.ts";

/**
 * Bytes of a xorb: only for an address that was signed for them.
 * @throws {Problem} `not-found` when it was collected meanwhile.
 */
export async function readXorb(
  { db, store }: Pick<Context, "db" | "store">,
  xorbId: number,
  range: ByteInterval,
): Promise<AsyncIterable<Uint8Array>> {
  const xorb = await findXorb(db, xorbId);
  if (xorb === undefined) throw problem("not-found");
  return store.read(xorb.objectKey, range);
}
