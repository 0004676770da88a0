import type { FastifyReply, FastifyRequest } from "fastify";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { requireRepository } from "../../repositories/index.ts";
import { findCoverKey, readCoverRow } from "./store.ts";

/** Who no longer sees the asset goes on seeing its cover at most so long. */
const FRESH_SECONDS = 300;

/**
 * Answers with the cover to those who may see the asset; the bytes are read only when the caller has
 * another picture. Kept by browsers and not by what many people share.
 * @throws {Problem} `cover-not-found`
 */
export async function sendCover(
  ctx: RequestContext,
  address: Address,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<void> {
  const { id } = await requireRepository(ctx, address, "see");
  const key = await findCoverKey(ctx.db, id);
  if (key === null) throw problem("cover-not-found");
  reply
    .header("cache-control", `private, max-age=${FRESH_SECONDS}`)
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("x-content-type-options", "nosniff");
  if (request.headers["if-none-match"]?.includes(`"${key}"`) === true) {
    await reply.header("etag", `"${key}"`).status(304).send();
    return;
  }
  const cover = await readCoverRow(ctx.db, id);
  if (cover === undefined) throw problem("cover-not-found");
  await reply
    .header("etag", `"${cover.key}"`)
    .status(200)
    .type(cover.mediaType)
    .send(cover.content);
}
