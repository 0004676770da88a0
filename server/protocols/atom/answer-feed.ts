import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { AssetQuery } from "#contract/assets/asset.ts";
import type { FeedSubject } from "#contract/assets/feeds.ts";
import { problem } from "#contract/problems.ts";
import { getProfile } from "../../accounts/index.ts";
import { searchAssets } from "../../assets/index.ts";
import { isUnchanged } from "../../platform/http/index.ts";
import type { Exchange } from "../repository-call.ts";
import { composeFeed } from "./compose-feed.ts";
import { writeFeed } from "./write-feed.ts";

const ENTRIES = 50;
/** For whom shares the answer: what is taken from the shelf is still told so long. */
const FRESH_SECONDS = 60;

/** A feed is for everybody and has one order, whatever else an address of the page says. */
const FeedQuery = AssetQuery.omit({
  kind: true,
  asTyped: true,
  owner: true,
  favourite: true,
  sort: true,
  cursor: true,
  limit: true,
}).extend({ lang: z.string().max(35).optional() });

/**
 * The latest of a list as Atom. `ctx` is of nobody in particular.
 * @throws {Problem} `not-found`, `validation-failed`
 */
export async function answerFeed(
  { ctx, request, reply }: Exchange,
  { kind, owner }: FeedSubject,
): Promise<FastifyReply> {
  const { lang = "en", ...filters } = parseQuery(request.query);
  const publisher = owner === undefined ? undefined : await getProfile(ctx, owner);
  const { items } = await searchAssets(ctx, {
    ...filters,
    asTyped: true,
    kind,
    owner: publisher?.name,
    sort: "newest",
    limit: ENTRIES,
  });
  const feed = composeFeed({
    site: { name: ctx.config.name, url: ctx.baseUrl },
    locale: lang.toLowerCase().startsWith("zh") ? "zh-CN" : "en",
    subject: { kind, publisher },
    words: filters.q ?? "",
    query: new URL(request.url, ctx.baseUrl).search,
    assets: items,
  });
  const body = Buffer.from(writeFeed(feed));
  const entityTag = createHash("sha256").update(body).digest("base64url").slice(0, 32);
  reply
    .header("etag", `"${entityTag}"`)
    .header("last-modified", feed.updated.toUTCString())
    .header("cache-control", `public, max-age=${FRESH_SECONDS}`);
  // Only the tag is compared: an asset that becomes public may be older than what was there before.
  if (isUnchanged(request.headers["if-none-match"], entityTag)) return reply.status(304).send();
  return reply
    .header("content-type", "application/atom+xml; charset=utf-8")
    .header("content-security-policy", "default-src 'none'; sandbox")
    .send(body);
}

function parseQuery(query: unknown): z.infer<typeof FeedQuery> {
  const parsed = FeedQuery.safeParse(query);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw problem("validation-failed", {
    detail: `query/${issue?.path.join("/")}: ${issue?.message}`,
  });
}
