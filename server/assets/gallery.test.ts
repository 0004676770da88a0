import { beforeAll, describe, expect, it } from "vitest";
import { wireDomains } from "../app.ts";
import { unlistAsset } from "../publishing/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { anOrdinaryUser, anOrganisation, viewerOf } from "../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../testing/assets.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { commitFiles } from "../testing/publications.ts";
import { addFavourite } from "./add-favourite.ts";
import { countGallery } from "./count-gallery.ts";
import { editCard } from "./edit-card.ts";
import { askAccess } from "./gate/ask-access.ts";
import { listSentAccessRequests } from "./gate/list-sent-access-requests.ts";
import { setGate } from "./gate/set-gate.ts";
import { listFavourites } from "./list-favourites.ts";
import { listNamespaceAssets } from "./list-namespace-assets.ts";
import { listOwnAssets } from "./list-own-assets.ts";
import { countGalleryRows } from "./store/gallery.ts";

const ctx = await testContext();
let ada: TestContext;
let lin: TestContext;

beforeAll(async () => {
  wireDomains(ctx);
  ada = ctx.as(await anOrdinaryUser(ctx));
  lin = ctx.as(await anOrdinaryUser(ctx));
});

async function somebody(): Promise<TestContext> {
  return ctx.as(await anOrdinaryUser(ctx));
}

/** Statements that are made for the database while something is done, beside prepared ones. */
async function statementsOf(who: TestContext, act: (who: TestContext) => Promise<unknown>) {
  const executor = who.db.getExecutor();
  const execute = executor.executeQuery.bind(executor);
  let statements = 0;
  executor.executeQuery = (query) => {
    statements += 1;
    return execute(query);
  };
  try {
    await act(who);
  } finally {
    executor.executeQuery = execute;
  }
  return statements;
}

const LIMIT = { limit: 10 };
const GATE = {
  heading: "",
  terms: "",
  fields: [],
  button: "",
  period: null,
  waitDays: 0,
};

describe("what one published", () => {
  it("ACC-9: tells views, size, files and what may be done, by the state it is in", async () => {
    const who = await somebody();
    const draft = await anAsset(who, { kind: "dataset" });
    await commitFiles(who, draft, { "data.csv": "a,b\n1,2\n" });
    await aPublishedAsset(who);
    const { items } = await listOwnAssets(who, LIMIT);
    expect(items).toMatchObject([
      { kind: "model", state: "published", abilities: { unlist: true, publish: false } },
      { kind: "dataset", fileCount: 3, views: 0, publishedAt: null },
    ]);
    expect(items[1]?.abilities).toMatchObject({ publish: true, delete: true, unlist: false });
    expect(items[1]?.sizeBytes).toBeGreaterThan(7);
    expect(items[0]?.publishedAt).not.toBeNull();
  });

  it("ACC-9: kinds count what the state leaves, states what the kind leaves", async () => {
    const who = await somebody();
    await anAsset(who);
    await anAsset(who, { kind: "dataset" });
    await aPublishedAsset(who);
    const off = await aPublishedAsset(who);
    await unlistAsset(who, off);
    const whole = await listOwnAssets(who, LIMIT);
    expect(whole.counts).toEqual({
      kinds: { model: 3, dataset: 1 },
      states: { draft: 2, published: 1, unlisted: 1 },
    });
    const drafts = await listOwnAssets(who, { ...LIMIT, state: "draft", kind: "model" });
    expect(drafts.items).toHaveLength(1);
    expect(drafts.counts).toEqual({
      kinds: { model: 1, dataset: 1 },
      states: { draft: 1, published: 1, unlisted: 1 },
    });
  });

  it("ACC-9: words find name, Chinese name and title, and are taken as they are", async () => {
    const who = await somebody();
    await anAsset(who, { name: "plain-100", titleZh: "平原" });
    const titled = await anAsset(who, { name: "other" });
    await editCard(who, titled, { settings: { title: "Over the Hills" } });
    const found = async (q: string) =>
      (await listOwnAssets(who, { ...LIMIT, q })).items.map((item) => item.name);
    expect(await found("PLAIN")).toEqual(["plain-100"]);
    expect(await found("平")).toEqual(["plain-100"]);
    expect(await found("the hills")).toEqual(["other"]);
    for (const q of ["%", "_", "\\", "100%", "'; drop table assets; --"]) {
      expect(await found(q)).toEqual([]);
    }
    expect(await found("  ")).toHaveLength(2);
  });

  it("ACC-9: pages neither repeat nor leave out an asset", async () => {
    const who = await somebody();
    const made = [];
    for (let count = 0; count < 5; count += 1) made.push((await anAsset(who)).name);
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listOwnAssets(who, { limit: 2, ...(cursor ? { cursor } : {}) });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(names).toEqual(made.toReversed());
  });

  it("ACC-2: a member sees the organisation's, and may not manage them", async () => {
    const [head, member] = [await anOrdinaryUser(ctx), await anOrdinaryUser(ctx)];
    const { name } = await anOrganisation(ctx, {
      owner: head,
      members: [{ account: member, role: "member" }],
    });
    await anAsset(ctx.as(await viewerOf(ctx, head.name)), { owner: name });
    const { items } = await listOwnAssets(ctx.as(await viewerOf(ctx, member.name)), LIMIT);
    expect(items[0]?.abilities).toMatchObject({ write: true, manage: false, delete: false });
  });

  it("PLT-6: a token for one repository lists that one alone, and deletes nothing", async () => {
    const who = await somebody();
    if (who.viewer.kind !== "account") throw new Error("somebody is signed in");
    const shown = await anAsset(who);
    await anAsset(who);
    const { id } = await requireRepository(who, shown, "read");
    const credential = {
      kind: "fine-grained-token",
      tokenId: 1,
      repositories: new Map([[id, 2]]),
    } as const;
    const narrowed = ctx.as({ ...who.viewer, credential });
    const { items, counts } = await listOwnAssets(narrowed, LIMIT);
    expect(items.map(({ name }) => name)).toEqual([shown.name]);
    expect(items[0]?.abilities).toMatchObject({ read: true, write: false, delete: false });
    expect(counts.kinds).toEqual({ model: 1 });
  });

  it("PLT-6: nobody's are listed to who is not signed in", async () => {
    await expectProblem(listOwnAssets(ctx, LIMIT), "not-signed-in");
    await expectProblem(countGallery(ctx), "not-signed-in");
  });
});

describe("the counts of one's gallery", () => {
  it("ACC-9: tell every part of it, as far as one still sees it", async () => {
    const who = await somebody();
    const gated = await aPublishedAsset(who);
    await setGate(who, gated, { ...GATE, mode: "manual" });
    const asker = await somebody();
    await askAccess(asker, gated, { acceptsTerms: true, answers: {}, reason: "" });
    await addFavourite(asker, gated);
    const off = await aPublishedAsset(who);
    await addFavourite(asker, off);
    await unlistAsset(who, off);
    expect(await countGallery(who)).toEqual({
      own: { kinds: { model: 2 }, states: { published: 1, unlisted: 1 } },
      favourites: {},
      requestsToDecide: 1,
      requestsSent: {},
      deliveries: {},
    });
    expect(await countGallery(asker)).toMatchObject({
      own: { kinds: {}, states: {} },
      favourites: { model: 1 },
      requestsToDecide: 0,
      requestsSent: { pending: 1 },
    });
    const sent = await listSentAccessRequests(asker, { ...LIMIT, q: gated.name });
    expect(sent).toMatchObject({ items: [{ status: "pending" }], counts: { pending: 1 } });
    const none = await listSentAccessRequests(asker, { ...LIMIT, q: "no-such-name" });
    expect(none).toMatchObject({ items: [], counts: {} });
  });

  it("ACC-9: are one statement, however many parts there are", async () => {
    const { viewer } = ada;
    if (viewer.kind !== "account") throw new Error("ada is signed in");
    const act = ({ db }: TestContext) => countGalleryRows(db, { viewer, now: ctx.now() });
    expect(await statementsOf(ada, act)).toBe(1);
    expect(await statementsOf(ada, countGallery)).toBe(1);
  });

  it("ACC-9: a list with its counts takes at most three statements", async () => {
    await aPublishedAsset(ada);
    // Rows and counts; the third reads the owners of all of them, and is prepared.
    expect(await statementsOf(ada, (who) => listOwnAssets(who, LIMIT))).toBe(2);
  });
});

describe("favourites and people", () => {
  it("DIS-3, ACC-9: favourites are counted by kind and state, and narrowed by them", async () => {
    const reader = await somebody();
    const model = await aPublishedAsset(ada, { titleZh: "鲸歌" });
    const dataset = await aPublishedAsset(ada, { kind: "dataset" });
    for (const address of [model, dataset]) await addFavourite(reader, address);
    const drafted = await anAsset(reader);
    await addFavourite(reader, drafted);
    const { counts } = await listFavourites(reader, { ...LIMIT, state: "published" });
    expect(counts).toEqual({
      kinds: { model: 1, dataset: 1 },
      states: { published: 2, draft: 1 },
    });
    const drafts = await listFavourites(reader, { ...LIMIT, state: "draft" });
    expect(drafts.items.map(({ name }) => name)).toEqual([drafted.name]);
    const found = await listFavourites(reader, { ...LIMIT, q: "鲸" });
    expect(found.items.map(({ name }) => name)).toEqual([model.name]);
  });

  it("PLT-6: the page of a person counts what its viewer may see, and searches in it", async () => {
    const who = await somebody();
    if (who.viewer.kind !== "account") throw new Error("somebody is signed in");
    const published = await aPublishedAsset(who, { titleZh: "散步" });
    await anAsset(who, { kind: "dataset" });
    const seen = async (viewer: TestContext, q?: string) =>
      listNamespaceAssets(viewer, published.owner, { ...LIMIT, ...(q && { q }) });
    expect((await seen(who)).counts).toEqual({ model: 1, dataset: 1 });
    expect((await seen(lin)).counts).toEqual({ model: 1 });
    expect((await seen(lin, "散")).items.map(({ name }) => name)).toEqual([published.name]);
    expect(await seen(lin, "dataset")).toMatchObject({ items: [], counts: {} });
  });
});
