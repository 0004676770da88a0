import type { FastifyReply, FastifyRequest } from "fastify";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { findAvatar, readAvatar } from "./store/avatars.ts";
import { findNamespace } from "./store/namespaces.ts";

/**
 * Answers with the avatar of a person; the bytes are read only when the caller has another version.
 * @throws {Problem} `not-found`
 */
export async function sendAvatar(
  ctx: RequestContext,
  owner: string,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<void> {
  const namespace = await findNamespace(ctx.db, owner);
  const avatar = namespace && (await findAvatar(ctx.db, namespace.id));
  if (namespace === undefined || avatar === undefined) throw problem("not-found");
  const etag = `"${namespace.id}-${avatar.version}"`;
  reply
    .header("etag", etag)
    .header("cache-control", "public, max-age=300")
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("x-content-type-options", "nosniff");
  if (request.headers["if-none-match"]?.includes(etag) === true) {
    await reply.status(304).send();
    return;
  }
  const content = await readAvatar(ctx.db, namespace.id);
  if (content === undefined) throw problem("not-found");
  await reply.status(200).type(avatar.mediaType).send(content);
}
