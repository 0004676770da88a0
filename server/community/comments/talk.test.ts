import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { COMMENT_MAX } from "#contract/community/comment-limits.ts";
import { postAssetComment } from "#contract/community/comment-endpoints.ts";
import type { Address } from "#contract/fields.ts";
import { wireDomains } from "../../app.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireRepository, setGrants } from "../../repositories/index.ts";
import { aUser } from "../../testing/accounts.ts";
import { anAsset } from "../../testing/assets.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { anOpenAsset, aSpeaker, noticesOf, type Speaker } from "../testing/speakers.ts";
import { editComment } from "./edit-comment.ts";
import { namesIn } from "./find-mentioned.ts";
import { getComment, listComments, listThread } from "./list-comments.ts";
import { postComment } from "./post-comment.ts";

const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);
const [owner, lin, grace] = [await aSpeaker(ctx), await aSpeaker(ctx), await aSpeaker(ctx)];

/** Of tests with very many rows or callers. */
const LONG_MS = 60_000;

// What one test has said does not count in the next.
beforeEach(async () => {
  await ctx.db.deleteFrom("rate_limits").execute();
});

const kindsFor = async ({ viewer }: Speaker) =>
  (await noticesOf(ctx, viewer)).map(({ kind }) => kind);

/** Everything of a list, by pages of so many. */
async function readAll<Item>(
  read: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

/** Many comments at once, past the use-case: what it would have left. */
async function write(
  address: Address,
  { roots, replies = 0 }: { roots: number; replies?: number },
) {
  const { id } = await requireRepository(owner, address, "manage");
  await sql`insert into comments (public_id, asset_id, author_id, body, like_count, reply_count)
    select lpad(to_hex(n + ${id} * 1000000), 24, '0'), ${id}, ${lin.viewer.accountId}, 'No. ' || n,
      (n * 7919) % 1000, case when n = 1 then ${replies} else 0 end
    from generate_series(1, ${roots}) as n`.execute(ctx.db);
  const { root } = await ctx.db
    .selectFrom("comments")
    .select(({ fn }) => fn.min("id").as("root"))
    .where("asset_id", "=", id)
    .executeTakeFirstOrThrow();
  // Each answers the one before: a chain.
  await sql`insert into comments (public_id, asset_id, root_id, author_id, body)
    select lpad(to_hex(n + ${id} * 1000000), 24, 'f'), ${id}, ${root}, ${lin.viewer.accountId},
      'Re: ' || n
    from generate_series(1, ${replies}) as n order by n`.execute(ctx.db);
  await sql`update comments set reply_to_id = id - 1
    where root_id = ${root} and body <> 'Re: 1'`.execute(ctx.db);
  await sql`analyze comments`.execute(ctx.db);
  return { assetId: id, root };
}

describe("ACC-6: of a comment is told", () => {
  it("COM-1: the publisher of it, a commenter of replies, each once and nobody of their own", async () => {
    const [ada, bo] = [await aSpeaker(ctx), await aSpeaker(ctx)];
    const address = await anOpenAsset(ada);
    const asset = `${address.owner}/${address.name}`;
    const { id: root } = await postComment(bo, address, { body: "How\n deep?" });
    expect(await noticesOf(ctx, ada.viewer)).toEqual([
      {
        kind: "asset-comment",
        params: { account: bo.viewer.name, asset, text: "How deep?" },
        path: `/${asset}/comments#comment-${root}`,
      },
    ]);
    const { id: answer } = await postComment(ada, address, { body: "2 km", replyTo: root });
    expect(await kindsFor(bo)).toEqual(["asset-comment-reply"]);
    const { id: doubt } = await postComment(grace, address, { body: "Really?", replyTo: answer });
    expect(await kindsFor(bo)).toEqual(["asset-comment-reply", "asset-comment-reply"]);
    expect(await kindsFor(ada)).toEqual(["asset-comment", "asset-comment-reply"]);
    await postComment(ada, address, { body: "My own", replyTo: doubt });
    await editComment(ada, { ...address, comment: answer }, "2,000 m");
    expect(await kindsFor(ada)).toHaveLength(2);
  });

  it("COM-1: whom it mentions, if they may see the asset, and not once more when it is edited", async () => {
    const [ada, bo] = [await aSpeaker(ctx), await aSpeaker(ctx)];
    const address = await anAsset(owner);
    const repository = await requireRepository(owner, address, "manage");
    const body = `@${ada.viewer.name.toUpperCase()} and @${bo.viewer.name}, look`;
    await withTransaction(ctx.db, (trx) =>
      setGrants(trx, repository.id, {
        source: "share",
        grants: [{ namespaceId: ada.viewer.accountId, level: 1 }],
      }),
    );
    const { id, mentions } = await postComment(owner, address, { body });
    expect(mentions.toSorted()).toEqual([ada.viewer.name, bo.viewer.name].toSorted());
    await editComment(owner, { ...address, comment: id }, `${body} @${grace.viewer.name}`);
    expect(await kindsFor(ada)).toEqual(["comment-mention"]);
    expect(await kindsFor(bo)).toEqual([]);
    expect((await kindsFor(grace)).filter((kind) => kind === "comment-mention")).toEqual([]);
  });

  it("COM-1: a flood of mentions reaches ten, whoever they are", async () => {
    const people = await Promise.all(Array.from({ length: 14 }, () => aSpeaker(ctx)));
    const address = await anOpenAsset(owner);
    const names = people.map(({ viewer }) => `@${viewer.name}`);
    const body = [...names, ...names, ...Array.from({ length: 300 }, (_, n) => `@none${n}`)].join(
      " ",
    );
    const { mentions } = await postComment(lin, address, { body });
    expect(mentions).toHaveLength(10);
    const told = await Promise.all(people.map(kindsFor));
    expect(told.flat()).toEqual(Array(10).fill("comment-mention"));
  });

  it("COM-1: a mention is a word of its own, and none in code", () => {
    expect(namesIn("@ada, @Ada! (@bo) a@example.org x/@no `@code` https://x.y/@path")).toEqual([
      "Ada",
      "bo",
    ]);
    expect(namesIn("```py\n@property\n```\n@ada\n~~~\n@never closed")).toEqual(["ada"]);
    expect(namesIn("问@lin")).toEqual([]);
    expect(namesIn("问 @lin，好吗")).toEqual(["lin"]);
    expect(namesIn(`${"`".repeat(9999)}@`)).toEqual([]);
    expect(namesIn("@-ada @_ @@lin @a")).toEqual([]);
  });
});

describe("COM-1: lists of comments", () => {
  it("COM-1: are sorted by age and by likes, page by page, each comment once", async () => {
    const address = await anOpenAsset(owner);
    await write(address, { roots: 120 });
    const read = (sort: "newest" | "oldest" | "liked") =>
      readAll((cursor) => listComments(lin, address, { sort, cursor, limit: 50 }));
    const newest = (await read("newest")).map(({ body }) => body);
    expect(newest).toEqual(Array.from({ length: 120 }, (_, n) => `No. ${120 - n}`));
    expect((await read("oldest")).map(({ body }) => body)).toEqual(newest.toReversed());
    const liked = await read("liked");
    expect(liked.map(({ likeCount }) => likeCount)).toEqual(
      liked.map(({ likeCount }) => likeCount).toSorted((a, b) => b - a),
    );
    expect(new Set(liked.map(({ id }) => id)).size).toBe(120);
    const forged = Buffer.from('["x"]').toString("base64url");
    await expectProblem(
      listComments(lin, address, { sort: "liked", cursor: forged, limit: 5 }),
      "validation-failed",
    );
  });

  it(
    "COM-1: a chain of 10,000 answers lies flat, and a link leads into its middle",
    async () => {
      const address = await anOpenAsset(owner);
      const { root } = await write(address, { roots: 2, replies: 10_000 });
      const [, first] = (await listComments(lin, address, { sort: "newest", limit: 5 })).items;
      expect(first).toMatchObject({ body: "No. 1", replyCount: 10_000 });
      expect(first?.replies.map(({ body }) => body)).toEqual(["Re: 1", "Re: 2", "Re: 3"]);
      const comment = first?.id ?? "";
      const more = await listThread(
        lin,
        { ...address, comment },
        {
          cursor: first?.nextReplies ?? undefined,
          limit: 2,
        },
      );
      expect(more.items.map(({ body }) => body)).toEqual(["Re: 4", "Re: 5"]);
      const { public_id: deep } = await ctx.db
        .selectFrom("comments")
        .select("public_id")
        .where("root_id", "=", root)
        .where("body", "=", "Re: 7777")
        .executeTakeFirstOrThrow();
      const linked = await getComment(lin, { ...address, comment: deep });
      expect(linked).toMatchObject({ id: comment, body: "No. 1" });
      expect(linked.replies.map(({ body }) => body)).toEqual(["Re: 7777", "Re: 7778", "Re: 7779"]);
      const last = await postComment(grace, address, { body: "Stop", replyTo: deep });
      expect(last).toMatchObject({ root: comment, replyTo: { id: deep } });
      const all = await readAll((cursor) =>
        listThread(lin, { ...address, comment }, { cursor, limit: 100 }),
      );
      expect(all).toHaveLength(10_001);
    },
    LONG_MS,
  );

  it(
    "COM-1: of 100,000 comments on one asset each page is read by its index",
    async () => {
      const address = await anOpenAsset(owner);
      const { assetId, root } = await write(address, { roots: 100_000, replies: 2000 });
      const planOf = async (query: string) => {
        const { rows } = await sql`explain ${sql.raw(query)}`.execute(ctx.db);
        return rows.map((row) => Object.values(row as object)[0]).join("\n");
      };
      const from = `select * from comments where asset_id = ${assetId} and root_id is null`;
      const plans = {
        newest: await planOf(`${from} and id < 900000 order by id desc limit 31`),
        oldest: await planOf(`${from} and id > 0 order by id limit 31`),
        liked: await planOf(
          `${from} and (like_count, id) < (500, 900000) order by like_count desc, id desc limit 31`,
        ),
        replies: await planOf(
          `select * from comments where asset_id = ${assetId} and root_id = ${root} and id > 0
          order by id limit 31`,
        ),
      };
      expect(plans.newest).toMatch(/Index Scan Backward using comments_by_age/u);
      expect(plans.oldest).toMatch(/Index Scan using comments_by_age/u);
      expect(plans.liked).toMatch(/Index Scan using comments_by_likes/u);
      expect(plans.replies).toMatch(/Index Scan using comments_of_thread/u);
      for (const plan of Object.values(plans)) expect(plan).not.toMatch(/Sort|Seq Scan/u);
      const page = await listComments(lin, address, { sort: "liked", limit: 100 });
      expect(page.items).toHaveLength(100);
      expect(page.items[0]?.likeCount).toBe(999);
    },
    LONG_MS,
  );
});

describe("bad input", () => {
  it("COM-1: a comment has words, and not too many, counted as people count", () => {
    const parse = (body: unknown) => postAssetComment.body.safeParse({ body }).success;
    expect(parse("😀".repeat(COMMENT_MAX))).toBe(true);
    expect(parse("x".repeat(COMMENT_MAX + 1))).toBe(false);
    for (const body of ["", " \n ", null, 7, "a\0b", "\uD800", "x".repeat(1_000_000)]) {
      expect(parse(body)).toBe(false);
    }
  });
});
