import type { FastifyReply } from "fastify";
import type { RequestContext } from "../../context.ts";
import { loadWords } from "../../platform/words/index.ts";

/** PLT-4: the list as it can be added to another one. It is bounded, so it is sent in one piece. */
export async function exportWords(ctx: RequestContext, reply: FastifyReply): Promise<void> {
  const words = await loadWords(ctx.db);
  await reply
    .header("content-type", "text/plain; charset=utf-8")
    .header("content-disposition", 'attachment; filename="sensitive-words.txt"')
    .header("x-content-type-options", "nosniff")
    .header("cache-control", "no-store")
    .send(words.map(({ word }) => `${word}\n`).join(""));
}
