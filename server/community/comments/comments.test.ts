import { beforeEach, describe, expect, it } from "vitest";
import { ASSET_KINDS } from "#contract/kinds.ts";
import { accountDeleting } from "../../accounts/index.ts";
import { wireDomains } from "../../app.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { changeRevision, insertWords } from "../../platform/words/index.ts";
import { anOrdinaryUser, anOrganisation, aUser, viewerOf } from "../../testing/accounts.ts";
import { anAsset } from "../../testing/assets.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { anOpenAsset, aSpeaker, noticesOf, setMails } from "../testing/speakers.ts";
import { deleteComment, editComment } from "./edit-comment.ts";
import { getCommentBoard, getComment, listComments, listThread } from "./list-comments.ts";
import { setLike } from "./like-comment.ts";
import { moderateComment } from "./moderate-comment.ts";
import { postComment } from "./post-comment.ts";

const ctx = await testContext();
wireDomains(ctx);
const administrator = await aUser(ctx);
const [owner, lin, grace] = [await aSpeaker(ctx), await aSpeaker(ctx), await aSpeaker(ctx)];
const NEWEST = { sort: "newest", limit: 30 } as const;

// What one test has said does not count in the next.
beforeEach(async () => {
  await ctx.db.deleteFrom("rate_limits").execute();
});

const bodiesOf = async (address: Parameters<typeof listComments>[1], who = lin) =>
  (await listComments(who, address, NEWEST)).items.map(({ body }) => body);

describe("COM-1: who comments", () => {
  it("COM-1: whoever sees an asset reads and writes there, of every kind of asset", async () => {
    for (const kind of ASSET_KINDS) {
      const address = await anOpenAsset(owner, { kind, level: 1 });
      const speaker = kind === "model" ? grace : lin;
      const { id } = await postComment(speaker, address, { body: `On a ${kind}` });
      expect(await bodiesOf(address, grace)).toEqual([`On a ${kind}`]);
      expect((await getComment(ctx, { ...address, comment: id })).body).toBe(`On a ${kind}`);
    }
  });

  it("COM-1: for who does not see an asset there is nothing to read or to write", async () => {
    const address = await anAsset(owner);
    const { id: comment } = await postComment(owner, address, { body: "Mine alone" });
    await expectProblem(listComments(lin, address, NEWEST), "not-found");
    await expectProblem(getCommentBoard(lin, address), "not-found");
    await expectProblem(getComment(lin, { ...address, comment }), "not-found");
    await expectProblem(postComment(lin, address, { body: "Hello" }), "not-found");
    const other = await anOpenAsset(owner);
    await expectProblem(getComment(lin, { ...other, comment }), "comment-not-found");
    await expectProblem(
      postComment(lin, other, { body: "x", replyTo: comment }),
      "comment-not-found",
    );
  });

  it("COM-1: visitors read and are asked to sign in to write", async () => {
    const address = await anOpenAsset(owner);
    await postComment(lin, address, { body: "Hello" });
    const [comment] = (await listComments(ctx, address, NEWEST)).items;
    expect(comment).toMatchObject({
      body: "Hello",
      author: { name: lin.viewer.name },
      abilities: { reply: false, like: false, edit: false, delete: false, moderate: false },
    });
    await expectProblem(postComment(ctx, address, { body: "Hello" }), "not-signed-in");
  });

  it("ACC-4: only with a confirmed name and address", async () => {
    const address = await anOpenAsset(owner);
    const stranger = ctx.as(await anOrdinaryUser(ctx));
    await expectProblem(postComment(stranger, address, { body: "Hello" }), "not-onboarded");
  });

  it("ACC-5: only with the switch of e-mail notices on", async () => {
    const address = await anOpenAsset(owner);
    const ada = await aSpeaker(ctx);
    await setMails(ada, { mailsNotices: false });
    const refusal = await expectProblem(postComment(ada, address, { body: "Hi" }), "notices-off");
    expect(refusal.hint).toContain("/settings/notices");
    await setMails(ada, { mailsNotices: true });
    const { id: comment } = await postComment(ada, address, { body: "Hi" });
    await setMails(ada, { mailsNotices: false });
    const own = { ...address, comment };
    await expectProblem(editComment(ada, own, "Ho"), "notices-off");
    await deleteComment(ada, own);
  });

  it("ACC-7: no words of the operator's list, and the field is named", async () => {
    await ctx.db.transaction().execute(async (trx) => {
      await changeRevision(trx);
      const words = [{ word: "Snakeoil", normalForm: " snakeoil " }];
      const addedBy = administrator.accountId;
      await insertWords(trx, words, { addedBy, at: ctx.now() });
    });
    const address = await anOpenAsset(owner);
    const refusal = await expectProblem(
      postComment(lin, address, { body: "Pure SNAKEOIL, this" }),
      "sensitive-words",
    );
    expect(refusal.issues).toMatchObject([{ pointer: "/body", params: { words: "Snakeoil" } }]);
    const { id: comment } = await postComment(lin, address, { body: "Fine" });
    const own = { ...address, comment };
    await expectProblem(editComment(lin, own, "ｓｎａｋｅｏｉｌ"), "sensitive-words");
  });

  it("PLT-7: so many in a minute, and so many in an hour", async () => {
    const address = await anOpenAsset(owner);
    const ada = await aSpeaker(ctx);
    const say = (minute: number) => postComment(ada.later(minute * 61_000), address, { body: "x" });
    for (let comment = 0; comment < 10; comment += 1) await say(0);
    await expectProblem(say(0), "rate-limited");
    for (let comment = 10; comment < 99; comment += 1) await say(Math.floor(comment / 9));
    await expectProblem(say(30), "rate-limited");
    await say(61);
  });

  it("COM-1: a token for another repository does not speak here", async () => {
    const address = await anOpenAsset(owner);
    const repositories = new Map([[999_999, 3 as const]]);
    const credential = { kind: "fine-grained-token", tokenId: 0, repositories } as const;
    const narrow = ctx.as({ ...lin.viewer, credential });
    await expectProblem(postComment(narrow, address, { body: "Hello" }), "token-scope-too-small");
  });
});

describe("COM-1: one's own comment", () => {
  it("COM-1: is edited by its author alone, and says so", async () => {
    const address = await anOpenAsset(owner);
    const { id, editedAt } = await postComment(lin, address, { body: "Frist" });
    expect(editedAt).toBeNull();
    const comment = { ...address, comment: id };
    const edited = await editComment(lin, comment, "First");
    expect(edited).toMatchObject({ body: "First", editedAt: expect.any(String) });
    await expectProblem(editComment(grace, comment, "Mine"), "forbidden");
    await expectProblem(editComment(owner, comment, "Mine"), "forbidden");
    await expectProblem(deleteComment(grace, comment), "forbidden");
    await expectProblem(
      editComment(lin, { ...address, comment: "f".repeat(24) }, "x"),
      "comment-not-found",
    );
  });

  it("COM-1: goes without a trace, or leaves its place where it was answered", async () => {
    const address = await anOpenAsset(owner);
    const alone = await postComment(lin, address, { body: "Alone" });
    const root = await postComment(lin, address, { body: "Asked" });
    const reply = await postComment(grace, address, { body: "Answered", replyTo: root.id });
    const again = await postComment(lin, address, { body: "Thanks", replyTo: reply.id });
    expect(again).toMatchObject({ root: root.id, replyTo: { id: reply.id } });
    expect((await getCommentBoard(lin, address)).count).toBe(4);
    await deleteComment(lin, { ...address, comment: alone.id });
    await deleteComment(lin, { ...address, comment: root.id });
    await deleteComment(lin, { ...address, comment: root.id });
    const { items } = await listComments(grace, address, NEWEST);
    expect(items).toMatchObject([
      { id: root.id, state: "deleted", body: null, author: null, replyCount: 2 },
    ]);
    expect(items[0]?.replies.map(({ body }) => body)).toEqual(["Answered", "Thanks"]);
    await expectProblem(
      postComment(grace, address, { body: "x", replyTo: root.id }),
      "comment-gone",
    );
    await deleteComment(grace, { ...address, comment: reply.id });
    expect(
      (await listThread(lin, { ...address, comment: root.id }, { limit: 30 })).items,
    ).toMatchObject([
      { state: "deleted", body: null, author: null },
      { body: "Thanks", replyTo: { id: reply.id, author: null } },
    ]);
    expect((await getCommentBoard(lin, address)).count).toBe(1);
    await deleteComment(lin, { ...address, comment: again.id });
    expect((await listComments(grace, address, NEWEST)).items).toEqual([]);
    expect((await getCommentBoard(lin, address)).count).toBe(0);
  });

  it("ACC-11: stays without its author's name when the account is deleted", async () => {
    const address = await anOpenAsset(owner);
    const ada = await aSpeaker(ctx);
    const root = await postComment(ada, address, { body: "I was here" });
    await postComment(lin, address, { body: "You were", replyTo: root.id });
    const other = await postComment(lin, address, { body: "Like me" });
    for (const who of [ada, grace]) await setLike(who, { ...address, comment: other.id }, true);
    await withTransaction(ctx.db, async (trx) => {
      const { accountId } = ada.viewer;
      await accountDeleting.run(trx, { accountId, email: "", at: ctx.now() });
      await trx.deleteFrom("accounts").where("id", "=", accountId).execute();
    });
    expect((await listComments(lin, address, NEWEST)).items).toMatchObject([
      { body: "Like me", likeCount: 1 },
      { body: "I was here", author: null, replyCount: 1 },
    ]);
  });
});

describe("COM-1: moderation", () => {
  it("COM-1: who manages the asset hides, shows and removes, with a reason that its author reads", async () => {
    const [boss, maintainer, member] = [
      await aSpeaker(ctx),
      await aSpeaker(ctx),
      await aSpeaker(ctx),
    ];
    const { name } = await anOrganisation(ctx, {
      owner: boss.viewer,
      members: [
        { account: maintainer.viewer, role: "maintainer" },
        { account: member.viewer, role: "member" },
      ],
    });
    const as = async (who: { viewer: { name: string } }) =>
      ctx.as(await viewerOf(ctx, who.viewer.name));
    const asBoss = await as(boss);
    const { name: asset } = await anAsset(asBoss, { owner: name });
    const address = { kind: "model", owner: name, name: asset } as const;
    const { id } = await postComment(await as(member), address, { body: "Buy pills" });
    const comment = { ...address, comment: id };
    const hide = { action: "hide", reason: "Advertising" } as const;
    await expectProblem(moderateComment(await as(member), comment, hide), "forbidden");
    await expectProblem(moderateComment(lin, comment, hide), "not-found");
    await moderateComment(await as(maintainer), comment, hide);
    await moderateComment(await as(maintainer), comment, hide);
    const seenBy = async (who: { viewer: { name: string } }) =>
      (await listComments(await as(who), address, NEWEST)).items[0];
    expect(await seenBy(member)).toMatchObject({
      state: "hidden",
      body: "Buy pills",
      reason: "Advertising",
    });
    expect(await seenBy(boss)).toMatchObject({ body: "Buy pills", abilities: { moderate: true } });
    expect((await getCommentBoard(asBoss, address)).count).toBe(0);
    await expectProblem(editComment(await as(member), comment, "Buy books"), "comment-gone");
    await moderateComment(ctx.as(administrator), comment, { action: "show", reason: "" });
    expect(await seenBy(member)).toMatchObject({ state: "shown", reason: null });
    expect((await getCommentBoard(asBoss, address)).count).toBe(1);
    await moderateComment(asBoss, comment, { action: "remove", reason: "Again" });
    expect(await seenBy(member)).toMatchObject({ state: "removed", body: null, reason: "Again" });
    await expectProblem(moderateComment(asBoss, comment, hide), "comment-gone");
    expect((await noticesOf(ctx, member.viewer)).map(({ kind }) => kind)).toEqual([
      "comment-moderated",
      "comment-moderated",
    ]);
    const audit = await ctx.db
      .selectFrom("audit_events")
      .select("details")
      .where("action", "=", "community.comment-moderated")
      .where("subject", "=", `${name}/${asset}`)
      .orderBy("id")
      .execute();
    expect(audit.map(({ details }) => details)).toEqual([
      { comment: id, action: "hide", reason: "Advertising" },
      { comment: id, action: "show", reason: "" },
      { comment: id, action: "remove", reason: "Again" },
    ]);
  });

  it("COM-1: what is hidden keeps its place, and nobody else reads its words or the reason", async () => {
    const address = await anOpenAsset(owner);
    const { id } = await postComment(lin, address, { body: "A secret" });
    await postComment(grace, address, { body: "Oh", replyTo: id });
    await moderateComment(
      owner,
      { ...address, comment: id },
      { action: "hide", reason: "Private" },
    );
    for (const who of [grace, ctx]) {
      const [hidden] = (await listComments(who, address, NEWEST)).items;
      expect(hidden).toMatchObject({ state: "hidden", body: null, reason: null, mentions: [] });
      expect(hidden?.replies).toHaveLength(1);
    }
    await expectProblem(postComment(grace, address, { body: "Oh", replyTo: id }), "comment-gone");
  });
});
