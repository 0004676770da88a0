import { describe, expect, it } from "vitest";
import type { SignedIn } from "../accounts/index.ts";
import { wireDomains } from "../app.ts";
import { setGate } from "../assets/index.ts";
import { writeSetting } from "../platform/settings/index.ts";
import { anOrdinaryUser, anOrganisation, aUser, viewerOf } from "../testing/accounts.ts";
import { aPublishedAsset } from "../testing/assets.ts";
import { testContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { addComment } from "./add-comment.ts";
import { changeStatus } from "./change-status.ts";
import { createDiscussion } from "./create-discussion.ts";

const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);
const owner = await anOrdinaryUser(ctx);
const A_THREAD = { title: "How deep?", body: "Did it dive?" };

const noticesOf = ({ accountId }: SignedIn) =>
  ctx.db
    .selectFrom("notices")
    .select(["kind", "params", "path"])
    .where("account_id", "=", accountId)
    .orderBy("id")
    .execute();

const kindsFor = async (viewer: SignedIn) => (await noticesOf(viewer)).map(({ kind }) => kind);

describe("ACC-6: what is said about an asset", () => {
  it("is told to those who manage it, and to who took part before; never to who said it", async () => {
    const [lin, grace] = [await anOrdinaryUser(ctx), await anOrdinaryUser(ctx)];
    const address = await aPublishedAsset(ctx.as(owner));
    const { num } = await createDiscussion(ctx.as(lin), address, A_THREAD);
    const asset = `${address.owner}/${address.name}`;
    expect(await noticesOf(owner)).toEqual([
      {
        kind: "discussion-comment",
        params: { account: lin.name, asset, title: "How deep?" },
        path: `/${asset}/discussions/${num}`,
      },
    ]);
    const thread = { ...address, num };
    await addComment(ctx.as(grace), thread, "Very");
    await addComment(ctx.as(owner), thread, "2,000 m");
    await addComment(ctx.as(lin), thread, "Thanks");
    expect(await kindsFor(owner)).toEqual(Array(3).fill("discussion-comment"));
    expect(await kindsFor(lin)).toEqual(["comment-reply", "comment-reply"]);
    expect(await kindsFor(grace)).toEqual(["comment-reply", "comment-reply"]);
  });

  it("is told to owners and maintainers of an organisation, and not to its other members", async () => {
    const [maintainer, member, lin] = [
      await anOrdinaryUser(ctx),
      await anOrdinaryUser(ctx),
      await anOrdinaryUser(ctx),
    ];
    const boss = await anOrdinaryUser(ctx);
    const { name } = await anOrganisation(ctx, {
      owner: boss,
      members: [
        { account: maintainer, role: "maintainer" },
        { account: member, role: "member" },
      ],
    });
    const asBoss = ctx.as(await viewerOf(ctx, boss.name));
    const address = await aPublishedAsset(asBoss, { owner: name });
    await createDiscussion(ctx.as(lin), address, A_THREAD);
    const told = await Promise.all([boss, maintainer, member].map(kindsFor));
    expect(told).toEqual([["discussion-comment"], ["discussion-comment"], []]);
  });

  it("is no longer told to who may not read it any more", async () => {
    const lin = await anOrdinaryUser(ctx);
    const address = await aPublishedAsset(ctx.as(owner));
    const { num } = await createDiscussion(ctx.as(lin), address, A_THREAD);
    await setGate(ctx.as(owner), address, { mode: "manual" });
    await addComment(ctx.as(owner), { ...address, num }, "A secret");
    expect(await noticesOf(lin)).toEqual([]);
  });
});

describe("ACC-4: who writes in discussions", () => {
  it("is asked who they are where the operator wants it, on every way to a comment", async () => {
    const lin = ctx.as(await anOrdinaryUser(ctx));
    const address = await aPublishedAsset(ctx.as(owner));
    const { num } = await createDiscussion(lin, address, A_THREAD);
    const set = (value: boolean) =>
      ctx.db
        .transaction()
        .execute((trx) => writeSetting(trx, { key: "community.onboarding", value, at: ctx.now() }));
    await set(true);
    const thread = { ...address, num };
    await expectProblem(createDiscussion(lin, address, A_THREAD), "not-onboarded");
    await expectProblem(addComment(lin, thread, "More"), "not-onboarded");
    await expectProblem(
      changeStatus(lin, thread, { status: "closed", comment: "Done" }),
      "not-onboarded",
    );
    await ctx.db
      .updateTable("accounts")
      .set({ onboarded_at: ctx.now(), email_verified_at: ctx.now(), nickname: "Lin" })
      .where("id", "=", lin.viewer.kind === "account" ? lin.viewer.accountId : 0)
      .execute();
    await addComment(lin, thread, "More");
    await set(false);
  });
});
