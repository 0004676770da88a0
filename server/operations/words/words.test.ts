import { describe, expect, it } from "vitest";
import { createOrganisation, editAccount, editOrganisation } from "../../accounts/index.ts";
import { askAccess, createAsset, editCard, getCard, setGate } from "../../assets/index.ts";
import { wireDomains } from "../../app.ts";
import { addComment, createDiscussion } from "../../community/index.ts";
import { findSensitiveWords } from "../../platform/words/index.ts";
import { commitChanges, requireRepository } from "../../repositories/index.ts";
import { aName, anOrdinaryUser, aUser, viewerOf } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { addWords } from "./add-words.ts";
import { listWords } from "./list-words.ts";
import { removeWords } from "./remove-words.ts";

const ctx = await testContext();
wireDomains(ctx);
const operator = await aUser(ctx);
const asOperator = ctx.as(operator);
const owner = await anOrdinaryUser(ctx);
const asOwner = ctx.as(owner);

const BAD = "Casino 赌场";
await addWords(asOperator, { words: ["casino", "赌场"] });

async function expectRefused(work: Promise<unknown>, pointers: string[]): Promise<void> {
  const { issues } = await expectProblem(work, "sensitive-words");
  expect(issues.map(({ pointer }) => pointer)).toEqual(pointers);
}

describe("ACC-7: words of the list are refused, naming each field that holds one", () => {
  it("in nickname and bio of people and organisations", async () => {
    await expectRefused(editAccount(asOwner, { nickname: BAD, bio: BAD, language: "zh" }), [
      "/nickname",
      "/bio",
    ]);
    await expectRefused(createOrganisation(asOwner, { name: aName("org"), nickname: BAD }), [
      "/nickname",
    ]);
    const name = aName("org");
    await createOrganisation(asOwner, { name, nickname: "" });
    const asFounder = ctx.as(await viewerOf(ctx, owner.name));
    await expectRefused(editOrganisation(asFounder, name, { bio: "賭 場" }), ["/bio"]);
  });

  it("in what an asset is created with, and in its card and settings, changing nothing", async () => {
    const creation = { kind: "model", owner: owner.name, name: aName("asset") } as const;
    await expectRefused(createAsset(asOwner, { ...creation, description: BAD, titleZh: BAD }), [
      "/titleZh",
      "/description",
    ]);
    const address = await anAsset(asOwner);
    const before = await getCard(asOwner, address);
    const settings = { description: "fine", tags: ["mail", "CASINO"] };
    await expectRefused(editCard(asOwner, address, { body: BAD, settings }), [
      "/body",
      "/settings/tags",
    ]);
    expect((await getCard(asOwner, address)).source).toBe(before.source);
  });

  it("in terms and requests of a gate", async () => {
    const address = await aPublishedAsset(asOwner);
    await expectRefused(setGate(asOwner, address, { mode: "manual", terms: BAD }), ["/terms"]);
    await setGate(asOwner, address, { mode: "manual" });
    const asReader = ctx.as(await anOrdinaryUser(ctx));
    await expectRefused(askAccess(asReader, address, { reason: BAD }), ["/reason"]);
    expect(await askAccess(asReader, address, { reason: "A thesis" })).toMatchObject({
      status: "pending",
    });
  });

  it("in discussions and comments", async () => {
    const address = await aPublishedAsset(asOwner);
    await expectRefused(createDiscussion(asOwner, address, { title: BAD, body: BAD }), [
      "/title",
      "/body",
    ]);
    const { num } = await createDiscussion(asOwner, address, { title: "A", body: "B" });
    await expectRefused(addComment(asOwner, { ...address, num }, BAD), ["/body"]);
  });

  it("but never in the middle of a push: what a commit brings is for the review to find", async () => {
    const address = await anAsset(asOwner);
    const repository = await requireRepository(asOwner, address, "write");
    const bytes = Buffer.from(`# ${BAD}\n`);
    await commitChanges(asOwner, repository, {
      branch: repository.defaultBranch,
      title: BAD,
      operations: [{ op: "put", path: "README.md", source: { bytes } }],
    });
    const { source } = await getCard(asOwner, address);
    expect(await findSensitiveWords(ctx, [source], 10)).toEqual(["casino", "赌场"]);
  });
});

describe("PLT-4: the operator's list of words", () => {
  it("takes many at once, each once whatever its writing, newest first, page by page", async () => {
    const words = ["Roulette", "ＲＯＵＬＥＴＴＥ", "poker", "轮盘", "輪盤"];
    expect(await addWords(asOperator, { words })).toEqual({ added: 3, known: 2, total: 5 });
    expect(await addWords(asOperator, { words: ["POKER"] })).toEqual({
      added: 0,
      known: 1,
      total: 5,
    });
    const first = await listWords(asOperator, { limit: 2 });
    expect(first.items.map(({ word }) => word)).toEqual(["轮盘", "poker"]);
    expect(first.items[0]?.addedBy?.name).toBe(operator.name);
    const { nextCursor } = first;
    const second = await listWords(asOperator, { limit: 9, cursor: nextCursor ?? "" });
    expect(second.items.map(({ word }) => word)).toEqual(["Roulette", "赌场", "casino"]);
    expect(second).toMatchObject({ nextCursor: null, total: 5 });
  });

  it("is searched in any writing", async () => {
    const search = async (q: string) =>
      (await listWords(asOperator, { q, limit: 9 })).items.map(({ word }) => word);
    expect(await search("ＲＯＵＬ")).toEqual(["Roulette"]);
    expect(await search("盤")).toEqual(["轮盘"]);
    expect(await search("%")).toEqual([]);
    expect(await search("\0")).toEqual([]);
  });

  it("refuses words without a letter or digit, each by its place, and adds none of the others", async () => {
    const refused = await expectProblem(
      addWords(asOperator, { words: ["fine", "***", "\u200b"] }),
      "validation-failed",
    );
    expect(refused.issues.map(({ pointer }) => pointer)).toEqual(["/words/1", "/words/2"]);
    expect((await listWords(asOperator, { q: "fine", limit: 9 })).items).toEqual([]);
  });

  it("has at most 20,000 words, also when two operators fill it at once", async () => {
    const fill = (from: string) =>
      addWords(asOperator, {
        words: Array.from({ length: 10_000 }, (_, index) => `${from}${index}`),
      });
    const both = await Promise.allSettled([fill("left"), fill("right")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const { total } = await listWords(asOperator, { limit: 1 });
    expect(total).toBe(10_005);
    expect(await findSensitiveWords(ctx, ["left9999 right9999"], 9)).toHaveLength(1);
  });

  it("PLT-8: tells in the audit what was added and removed, by whom", async () => {
    const { items } = await listWords(asOperator, { q: "poker", limit: 9 });
    const ids = items.map(({ id }) => id);
    expect(await removeWords(asOperator, { ids: [...ids, "999999999"] })).toEqual({ removed: 1 });
    expect(await findSensitiveWords(ctx, ["poker"], 9)).toEqual([]);
    const events = await ctx.db
      .selectFrom("audit_events")
      .select(["action", "account_id", "details"])
      .where("action", "like", "operations.words-%")
      .orderBy("id", "desc")
      .execute();
    expect(events[0]).toEqual({
      action: "operations.words-removed",
      account_id: operator.accountId,
      details: { removed: 1, words: ["poker"] },
    });
    expect(events.at(-1)?.details).toEqual({ added: 2, words: ["casino", "赌场"] });
  });
});
