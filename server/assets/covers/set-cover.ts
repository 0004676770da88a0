import { COVER } from "#contract/assets/cover.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import type { ByteSource } from "../../platform/storage/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { getAssetRow } from "../store/assets.ts";
import { coverUrl } from "./cover-url.ts";
import { readCover } from "./read-cover.ts";
import { replaceCover } from "./store.ts";

/**
 * PUB-9: sets the picture by which lists show an asset.
 * @returns its address
 * @throws {Problem} `body-too-large` as soon as the limit is passed, `unsupported-media-type`,
 *   `cover-invalid`
 */
export async function setCover(
  ctx: RequestContext,
  address: Address,
  source: ByteSource,
): Promise<{ coverUrl: string }> {
  const { id } = await requireRepository(ctx, address, "write");
  const { mediaType, content } = readCover(await readWhole(source));
  const key = newPublicId(ctx.now());
  return withTransaction(ctx.db, async (trx) => {
    if (!(await replaceCover(trx, id, { key, mediaType, content }))) throw problem("not-found");
    const url = coverUrl(await getAssetRow(trx, id, null));
    if (url === null) throw new Error("a cover that was just set is not there");
    return { coverUrl: url };
  });
}

/** Removes the cover; without one nothing changes. */
export async function removeCover(ctx: RequestContext, address: Address): Promise<void> {
  const { id } = await requireRepository(ctx, address, "write");
  await withTransaction(ctx.db, (trx) => replaceCover(trx, id, null));
}

async function readWhole(source: ByteSource): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of source) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > COVER.maxBytes) {
      throw problem("body-too-large", {
        detail: `body: a cover has at most ${COVER.maxBytes} bytes`,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
