import type { FastifyInstance } from "fastify";
import { FEEDS, feedPath } from "#contract/assets/feeds.ts";
import { ASSET_KINDS } from "#contract/kinds.ts";
import { problem } from "#contract/problems.ts";
import type { ContextOf } from "../repository-call.ts";
import { answerFeed } from "./answer-feed.ts";

export { feedLink } from "./feed-link.ts";

/**
 * DIS-1: Atom feeds (RFC 4287) of what everybody may see, newest first: one of each list, one of all
 * kinds, one of each person and organisation; all take the words and filters of the list.
 */
export async function atomRoutes(
  app: FastifyInstance,
  { contextOf }: { contextOf: ContextOf },
): Promise<void> {
  for (const kind of [undefined, ...ASSET_KINDS]) {
    app.get(feedPath({ kind }), async (request, reply) =>
      answerFeed({ ctx: await contextOf(request), request, reply }, { kind }),
    );
  }
  app.get<{ Params: { file: string } }>(`${FEEDS}/by/:file`, async (request, reply) => {
    const [, owner] = /^(.+)\.atom$/u.exec(request.params.file) ?? [];
    if (owner === undefined) throw problem("not-found");
    return answerFeed({ ctx: await contextOf(request), request, reply }, { owner });
  });
}
