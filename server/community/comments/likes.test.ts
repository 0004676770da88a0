import { beforeEach, describe, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import { aUser } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { anOpenAsset, aSpeaker } from "../testing/speakers.ts";
import { deleteComment } from "./edit-comment.ts";
import { setLike } from "./like-comment.ts";
import { getComment, listComments, listThread } from "./list-comments.ts";
import { moderateComment } from "./moderate-comment.ts";
import { postComment } from "./post-comment.ts";

const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);
const [owner, lin, grace] = [await aSpeaker(ctx), await aSpeaker(ctx), await aSpeaker(ctx)];

/** Of tests with very many callers. */
const LONG_MS = 60_000;

// What one test has said does not count in the next.
beforeEach(async () => {
  await ctx.db.deleteFrom("rate_limits").execute();
});

describe("COM-1: likes", () => {
  it(
    "COM-1: 50 people who like and unlike in a storm are counted right",
    async () => {
      const address = await anOpenAsset(owner);
      const { id } = await postComment(lin, address, { body: "Like me" });
      const comment = { ...address, comment: id };
      const crowd = await Promise.all(Array.from({ length: 50 }, () => aSpeaker(ctx)));
      const storm = (who: TestContext, keeps: boolean) =>
        [true, true, false, true, keeps].map((isWanted) => () => setLike(who, comment, isWanted));
      await Promise.all(
        crowd.map(async (who, index) => {
          for (const step of storm(who, index % 2 === 0)) await step();
        }),
      );
      await Promise.all(crowd.map((who) => setLike(who, comment, true)));
      expect(await setLike(lin, comment, true)).toEqual({ likeCount: 51, isLiked: true });
      expect(await setLike(lin, comment, false)).toEqual({ likeCount: 50, isLiked: false });
      expect(await setLike(lin, comment, false)).toEqual({ likeCount: 50, isLiked: false });
      const [shown] = (await listComments(crowd[0] ?? ctx, address, { sort: "liked", limit: 5 }))
        .items;
      expect(shown).toMatchObject({ likeCount: 50, isLiked: true });
      expect((await getComment(ctx, comment)).isLiked).toBe(false);
    },
    LONG_MS,
  );

  it("COM-1: liking, answering and deleting at once neither waits for ever nor loses count", async () => {
    const address = await anOpenAsset(owner);
    const crowd = await Promise.all(Array.from({ length: 8 }, () => aSpeaker(ctx)));
    const { id: root } = await postComment(lin, address, { body: "Asked" });
    const { id: reply } = await postComment(lin, address, { body: "Again", replyTo: root });
    const outcomes = await Promise.allSettled([
      ...crowd.map((who) => setLike(who, { ...address, comment: reply }, true)),
      ...crowd.map((who) => postComment(who, address, { body: "Re", replyTo: reply })),
      deleteComment(lin, { ...address, comment: reply }),
      moderateComment(owner, { ...address, comment: root }, { action: "hide", reason: "Test" }),
    ]);
    const reasons = outcomes.flatMap((it) =>
      it.status === "rejected" ? [String(it.reason.code)] : [],
    );
    expect(new Set(reasons).isSubsetOf(new Set(["comment-not-found", "comment-gone"]))).toBe(true);
    const [thread] = (await listComments(owner, address, { sort: "newest", limit: 5 })).items;
    const { items } = await listThread(owner, { ...address, comment: root }, { limit: 100 });
    expect(thread?.replyCount).toBe(items.length);
  });

  it("COM-1: what is hidden or gone is not liked any more, and PLT-7: nobody likes without end", async () => {
    const address = await anOpenAsset(owner);
    const { id } = await postComment(lin, address, { body: "x" });
    const comment = { ...address, comment: id };
    for (let like = 0; like < 120; like += 1) await setLike(grace, comment, like % 2 === 0);
    await expectProblem(setLike(grace, comment, true), "rate-limited");
    await setLike(lin, comment, true);
    await moderateComment(owner, comment, { action: "hide", reason: "x" });
    await expectProblem(setLike(owner, comment, true), "comment-gone");
    await setLike(lin, comment, false);
    await expectProblem(setLike(ctx, comment, true), "not-signed-in");
  });
});
