import { beforeAll, describe, expect, it } from "vitest";
import { editAccount } from "../accounts/index.ts";
import { wireDomains } from "../app.ts";
import { commitChanges, requireRepository } from "../repositories/index.ts";
import { aName, anOrdinaryUser, anOrganisation, viewerOf } from "../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../testing/assets.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { addFavourite } from "./add-favourite.ts";
import { countDownload, flushUse } from "./count-use.ts";
import { createAsset } from "./create-asset.ts";
import { deleteAsset } from "./delete-asset.ts";
import { editCard } from "./edit-card.ts";
import { getAsset } from "./get-asset.ts";
import { getCard } from "./get-card.ts";
import { flushAllCounters, refreshOwner } from "./jobs.ts";
import { listFavourites } from "./list-favourites.ts";
import { listNamespaceAssets } from "./list-namespace-assets.ts";
import { listOwnAssets } from "./list-own-assets.ts";
import { removeFavourite } from "./remove-favourite.ts";
import { renameAsset } from "./rename-asset.ts";
import { searchAssets } from "./search-assets.ts";

const ctx = await testContext();
let owner: TestContext;
let stranger: TestContext;
let ownName: string;

beforeAll(async () => {
  wireDomains(ctx);
  const account = await anOrdinaryUser(ctx);
  owner = ctx.as(account);
  ownName = account.name;
  stranger = ctx.as(await anOrdinaryUser(ctx));
});

describe("creating an asset", () => {
  it("REP-1: makes a draft for its owner with the card of the form", async () => {
    const asset = await createAsset(owner, {
      kind: "model",
      owner: ownName,
      name: "Tiny-Llama",
      titleZh: "小羊驼",
      licence: "apache-2.0",
      description: "Answers small questions",
    });
    expect(asset).toMatchObject({
      fullName: `${ownName}/Tiny-Llama`,
      titleZh: "小羊驼",
      description: "Answers small questions",
      licences: ["apache-2.0"],
      state: "draft",
      visibility: "private",
    });
    expect(asset.head).toMatch(/^[0-9a-f]{40}$/);
    await expectProblem(getAsset(stranger, addressOf("Tiny-Llama")), "not-found");
  });

  it("REP-1: a name is unique per kind and namespace, whatever its case", async () => {
    await anAsset(owner, { name: "shared-name" });
    await anAsset(owner, { name: "shared-name", kind: "dataset" });
    const again = { kind: "model", owner: ownName, name: "SHARED-Name" } as const;
    await expectProblem(createAsset(owner, again), "asset-name-taken");
  });

  it("REP-1: of ten who create one name at once exactly one succeeds", async () => {
    const asset = { kind: "model", owner: ownName, name: "raced" } as const;
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => createAsset(owner, asset)),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("REP-1: only in namespaces that one acts for", async () => {
    const asset = { kind: "model", owner: ownName, name: aName("asset") } as const;
    await expectProblem(createAsset(stranger, asset), "forbidden");
    await expectProblem(createAsset(ctx, asset), "not-signed-in");
    await expectProblem(createAsset(owner, { ...asset, owner: "nobody-here" }), "not-found");
  });

  it("ACC-2: maintainers create for their organisation, members do not", async () => {
    const [head, maintainer, member] = [
      await anOrdinaryUser(ctx),
      await anOrdinaryUser(ctx),
      await anOrdinaryUser(ctx),
    ];
    const { name } = await anOrganisation(ctx, {
      owner: head,
      members: [
        { account: maintainer, role: "maintainer" },
        { account: member, role: "member" },
      ],
    });
    const asset = { kind: "model", owner: name, name: "ours" } as const;
    await expectProblem(createAsset(ctx.as(await viewerOf(ctx, member.name)), asset), "forbidden");
    await createAsset(ctx.as(await viewerOf(ctx, maintainer.name)), asset);
  });
});

describe("the card", () => {
  it("REP-8: editing settings rewrites their keys of the front matter and nothing else", async () => {
    const address = await anAsset(owner);
    const source =
      "---\n# kept\nlicense: mit # free\nx-own: [1, 2]\n---\n\n# Title\n\nText, as it was  \n";
    await editCard(owner, address, { source });
    await editCard(owner, address, { settings: { tasks: ["text-generation"], languages: ["zh"] } });
    const card = await getCard(owner, address);
    expect(card.source).toContain("# kept\nlicense: mit # free\nx-own: [1, 2]\n");
    expect(card.source).toContain("pipeline_tag: text-generation");
    expect(card.body).toBe("\n# Title\n\nText, as it was  \n");
    expect((await getAsset(owner, address)).languages).toEqual(["zh"]);
  });

  it("REP-8: a README.md that comes by a commit updates settings, tags and search", async () => {
    const address = await aPublishedAsset(owner);
    await commitReadme(owner, address, [
      "---",
      "license: cc-by-4.0",
      "pipeline_tag: translation",
      "title_zh: 翻译模型样例",
      "tags: [glacier]",
      "---",
      "Translates weather reports.",
    ]);
    const asset = await getAsset(stranger, address);
    expect(asset).toMatchObject({ licences: ["cc-by-4.0"], tasks: ["translation"] });
    for (const q of ["glacier", "翻译", "weather"]) {
      const { items } = await searchAssets(stranger, { q, limit: 100 });
      expect(
        items.map((item) => item.id),
        q,
      ).toContain(asset.id);
    }
  });

  it("REP-8: broken front matter is kept and reported; the settings stay the last good ones", async () => {
    const address = await anAsset(owner, { licence: "mit" });
    await commitReadme(owner, address, ["---", "license: [unclosed", "---", "Body"]);
    const card = await getCard(owner, address);
    expect(card.errors).toHaveLength(1);
    expect(card.settings.licences).toEqual(["mit"]);
    expect((await getAsset(owner, address)).licences).toEqual(["mit"]);
    const broken = { source: "---\nlicense: [unclosed\n---\n" };
    await expectProblem(editCard(owner, address, broken), "card-invalid");
  });

  it("REP-8: front matter that is never closed is reported; the settings stay", async () => {
    const address = await anAsset(owner, { licence: "mit" });
    await commitReadme(owner, address, ["---", "license: apache-2.0", "# Title"]);
    expect((await getCard(owner, address)).errors).toMatchObject([
      { code: "never-closed", line: 2 },
    ]);
    expect((await getAsset(owner, address)).licences).toEqual(["mit"]);
  });

  it("REP-8: who edits an outdated card is told, and nothing is overwritten", async () => {
    const address = await anAsset(owner);
    const { commit } = await getCard(owner, address);
    await editCard(owner, address, { body: "First" });
    const late = { body: "Second", expectedHead: commit ?? "" };
    await expectProblem(editCard(owner, address, late), "parent-stale");
    expect((await getCard(owner, address)).body).toContain("First");
  });

  it("REP-9: keeps hardware, minimum specification and distributed flags in the card", async () => {
    const address = await anAsset(owner);
    const settings = {
      hardware: ["ascend-npu"],
      minimumSpecification: { acceleratorCount: 8, acceleratorMemoryGb: 64 },
      supportsDistributedTraining: true,
    };
    await editCard(owner, address, { settings });
    expect((await getCard(owner, address)).settings).toMatchObject(settings);
    expect((await getAsset(owner, address)).settings).toMatchObject(settings);
  });

  it.each([
    { tasks: ["text-generation"], isCustomModel: false },
    { tasks: ["question-answering"], isCustomModel: false },
    { tasks: ["image-classification"], isCustomModel: true },
    { tasks: [], isCustomModel: true },
  ])("REP-10: a model for $tasks is custom: $isCustomModel", async ({ tasks, isCustomModel }) => {
    const address = await anAsset(owner);
    await editCard(owner, address, { settings: { tasks } });
    expect((await getAsset(owner, address)).isCustomModel).toBe(isCustomModel);
  });
});

describe("favourites", () => {
  it("DIS-3: are added and removed once, counted, and listed by kind", async () => {
    const model = await aPublishedAsset(owner);
    const dataset = await aPublishedAsset(owner, { kind: "dataset" });
    for (const address of [model, dataset, model]) await addFavourite(stranger, address);
    expect((await getAsset(stranger, model)).favourites).toBe(1);
    const { items, counts } = await listFavourites(stranger, { limit: 10 });
    expect(counts.kinds).toEqual({ model: 1, dataset: 1 });
    expect(items.map((item) => item.kind)).toEqual(["dataset", "model"]);
    await removeFavourite(stranger, model);
    await removeFavourite(stranger, model);
    expect((await getAsset(stranger, model)).favourites).toBe(0);
    expect((await listFavourites(stranger, { limit: 10 })).counts.kinds).toEqual({ dataset: 1 });
  });

  it("DIS-3: what one may no longer see is not among them", async () => {
    const address = await anAsset(owner);
    await expectProblem(addFavourite(stranger, address), "not-found");
  });

  it("DIS-3: pages neither repeat nor leave out a favourite", async () => {
    const reader = ctx.as(await anOrdinaryUser(ctx));
    const addresses = [];
    for (let made = 0; made < 7; made += 1) addresses.push(await aPublishedAsset(owner));
    for (const address of addresses) await addFavourite(reader, address);
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listFavourites(reader, { limit: 3, ...(cursor ? { cursor } : {}) });
      names.push(...page.items.map((item) => item.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(names.toSorted()).toEqual(addresses.map((address) => address.name).toSorted());
  });
});

describe("the life of an asset", () => {
  it("PUB-16: is deleted for good only with its full name typed", async () => {
    const address = await aPublishedAsset(owner);
    const fullName = `${address.owner}/${address.name}`;
    await expectProblem(deleteAsset(owner, address, address.name), "confirmation-wrong");
    await expectProblem(deleteAsset(stranger, address, fullName), "forbidden");
    await deleteAsset(owner, address, fullName.toUpperCase());
    await expectProblem(getAsset(owner, address), "not-found");
    expect((await searchAssets(owner, { q: address.name, limit: 10 })).items).toEqual([]);
  });

  it("REP-2: renamed it is found under both addresses, and the old name is free for nobody else", async () => {
    const address = await aPublishedAsset(owner);
    const name = aName("renamed");
    const renamed = await renameAsset(owner, address, { owner: ownName, name });
    expect(renamed.name).toBe(name);
    expect((await getAsset(stranger, address)).id).toBe(renamed.id);
    expect((await searchAssets(stranger, { q: name, limit: 10 })).items).toHaveLength(1);
  });

  it("PLT-6: lists of a namespace show each viewer what is theirs to see", async () => {
    const somebody = await anOrdinaryUser(ctx);
    const acting = ctx.as(somebody);
    const draft = await anAsset(acting);
    const published = await aPublishedAsset(acting);
    const namesFor = async (who: TestContext) =>
      (await listNamespaceAssets(who, somebody.name, { limit: 10 })).items.map((item) => item.name);
    expect(await namesFor(acting)).toEqual([published.name, draft.name]);
    expect(await namesFor(stranger)).toEqual([published.name]);
    const own = await listOwnAssets(acting, { limit: 10, state: "draft" });
    expect(own.items.map((item) => item.name)).toEqual([draft.name]);
    expect(own.counts).toEqual({ kinds: { model: 1 }, states: { draft: 1, published: 1 } });
  });

  it("DIS-1: an asset is found by its owner's new nickname", async () => {
    const account = await anOrdinaryUser(ctx);
    const acting = ctx.as(account);
    const address = await aPublishedAsset(acting);
    await editAccount(acting, { nickname: "Quokka Laboratory" });
    await refreshOwner(ctx, account.accountId);
    const { items } = await searchAssets(stranger, { q: "quokka", limit: 10 });
    expect(items.map((item) => item.name)).toEqual([address.name]);
  });

  it("DIS-1: counts of downloads reach the search order in batches", async () => {
    const address = await aPublishedAsset(owner);
    const { id } = await requireRepository(owner, address, "read");
    for (const caller of ["1", "2", "3", "4", "5", "5"]) {
      countDownload(ctx, { assetId: id, caller });
    }
    await flushUse(ctx);
    await flushAllCounters(ctx);
    const { items } = await searchAssets(stranger, { sort: "downloads", limit: 1 });
    expect(items[0]).toMatchObject({ name: address.name, downloads: 5 });
  });
});

function addressOf(name: string) {
  return { kind: "model", owner: ownName, name } as const;
}

async function commitReadme(
  who: TestContext,
  address: Parameters<typeof getAsset>[1],
  lines: string[],
): Promise<void> {
  const repository = await requireRepository(who, address, "write");
  await commitChanges(who, repository, {
    branch: "main",
    title: "Write the card",
    operations: [
      { op: "put", path: "README.md", source: { bytes: Buffer.from(lines.join("\n")) } },
    ],
  });
}
