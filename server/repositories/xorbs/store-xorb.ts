import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import {
  type CheckedXorb,
  hashText,
  MAX_XORB_BYTES,
  XetFormatError,
  type XetHash,
} from "../../platform/formats/xet/index.ts";
import type { Repository } from "../repository.ts";
import { checkQuota } from "../storage/quota.ts";
import { recordXorbUpload } from "../store/xorbs.ts";
import { keepXorb } from "./keep-xorb.ts";
import { refuseFormat } from "./refuse-format.ts";

export type XorbUpload = {
  hash: XetHash;
  source: AsyncIterable<Uint8Array>;
  /** Where it is known. */
  sizeBytes: number | undefined;
  signal: AbortSignal;
};

/**
 * Streams a xorb into the store: every chunk unpacked and hashed, the hash it is sent under proved,
 * durable and kept once when this resolves. For 24 hours the repository's namespace may make files
 * of it. Its bytes are always looked at, also when they are stored: they are the proof of having
 * them.
 * @returns whether it was new.
 * @throws {Problem} `validation-failed`, `quota-exceeded`, `storage-full`; whatever the source throws.
 */
export async function storeXorb(
  ctx: RequestContext,
  repository: Repository,
  { hash, source, sizeBytes, signal }: XorbUpload,
): Promise<{ isNew: boolean }> {
  if (sizeBytes !== undefined) await checkQuota(ctx, repository, sizeBytes);
  const accept = (xorb: CheckedXorb) => {
    if (xorb.hash.equals(hash)) return;
    throw new XetFormatError(`these chunks make the xorb ${hashText(xorb.hash)}`);
  };
  const stored = await refuseFormat(keepXorb(ctx, source, { accept, signal }));
  await withTransaction(ctx.db, async (trx) => {
    const xorb = await stored.record(trx);
    await recordXorbUpload(trx, { namespaceId: repository.namespaceId, xorbId: xorb.id });
  });
  return { isNew: await stored.settle() };
}

/** Bytes of a xorb's upload that are taken: its footer may come on top. */
export const XORB_BODY_LIMIT = MAX_XORB_BYTES + 1024 * 1024;
