import { Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { wireDomains } from "../../app.ts";
import { aName, anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { requireRepository } from "../../repositories/index.ts";
import { aPng } from "../../testing/pictures.ts";
import { setCover } from "../covers/set-cover.ts";
import { deleteAsset } from "../delete-asset.ts";
import { duplicateAsset } from "../duplicate-asset.ts";
import { getAsset } from "../get-asset.ts";
import { searchAssets } from "../search-assets.ts";
import { deleteCategory } from "./delete-category.ts";
import { countCategoryUses } from "./list-categories.ts";
import { moveCategory } from "./move-category.ts";
import { setCategories } from "./set-categories.ts";
import {
  aCategory as aCategoryOf,
  namesFound,
  refreshBelow as refreshBelowOf,
} from "./testing/categories.ts";

const ctx = await testContext();
let operator: TestContext;
let owner: TestContext;
let stranger: TestContext;

beforeAll(async () => {
  wireDomains(ctx);
  operator = ctx.as(await aUser(ctx));
  owner = ctx.as(await anOrdinaryUser(ctx));
  stranger = ctx.as(await anOrdinaryUser(ctx));
});

const aCategory = (parent: string | null = null) => aCategoryOf(operator, parent);
const refreshBelow = (id: string) => refreshBelowOf(ctx, id);
const found = (categories: string[]) => namesFound(ctx, categories);
const namesOf = (assets: { name: string }[]) => assets.map(({ name }) => name).toSorted();

describe("categories of an asset", () => {
  it("PUB-10: are any nodes of the tree, the repeated ones once, at most twenty", async () => {
    const asset = await anAsset(owner);
    const { categories } = await setCategories(owner, asset, ["robot", "industry", "robot"]);
    expect(categories.map(({ id }) => id)).toEqual(["industry", "robot"]);
    expect((await getAsset(owner, asset)).categories).toEqual(categories);
    await setCategories(owner, asset, []);
    expect((await getAsset(owner, asset)).categories).toEqual([]);
    await expectProblem(setCategories(owner, asset, ["robot", "none"]), "category-unknown");
  });

  it("PUB-10: come along when somebody duplicates it, and the cover too (PUB-9)", async () => {
    const asset = await aPublishedAsset(owner);
    await setCategories(owner, asset, ["robot"]);
    await setCover(owner, asset, Readable.from([aPng({ width: 360, height: 200 })]));
    const source = await requireRepository(stranger, asset, "read");
    if (stranger.viewer.kind !== "account") throw new Error("the stranger is somebody");
    const copy = { owner: stranger.viewer.name, name: aName("copy") };
    const made = await duplicateAsset(stranger, source, { ...copy, visibility: "private" });
    expect(made.categories.map(({ id }) => id)).toEqual(["robot"]);
    expect(made.coverUrl).toContain(copy.name);
  });

  it("PUB-10: are said by those who may write to the asset", async () => {
    const asset = await aPublishedAsset(owner);
    await expectProblem(setCategories(stranger, asset, ["robot"]), "forbidden");
    await expectProblem(setCategories(ctx, asset, ["robot"]), "not-signed-in");
    const hidden = await anAsset(owner);
    await expectProblem(setCategories(stranger, hidden, ["robot"]), "not-found");
  });

  it("PUB-10: of an asset that is deleted meanwhile nothing is left, and nothing fails", async () => {
    const [doomed, heir] = [await aCategory(), await aCategory()];
    const assets = await Promise.all(Array.from({ length: 6 }, () => anAsset(owner)));
    for (const asset of assets) await setCategories(owner, asset, [doomed]);
    const [gone] = assets;
    if (gone === undefined) throw new Error("no asset was made");
    const [, reassigned, set] = await Promise.allSettled([
      deleteAsset(owner, gone, `${gone.owner}/${gone.name}`),
      deleteCategory(operator, doomed, { reassignTo: heir }),
      setCategories(owner, gone, [heir]),
    ]);
    expect(reassigned.status).toBe("fulfilled");
    if (set.status === "rejected") expect(isProblem(set.reason, "not-found")).toBe(true);
    expect((await countCategoryUses(ctx)).uses[heir]).toBe(assets.length - 1);
  });

  it("PUB-10: a category finds what is in it and in all below it, and counts it once", async () => {
    const top = await aCategory();
    const [left, right] = [await aCategory(top), await aCategory(top)];
    const leaf = await aCategory(left);
    const both = await aPublishedAsset(owner);
    const deep = await aPublishedAsset(owner);
    await setCategories(owner, both, [left, right]);
    await setCategories(owner, deep, [leaf]);
    expect(await found([top])).toEqual(namesOf([both, deep]));
    expect(await found([left])).toEqual(namesOf([both, deep]));
    expect(await found([right])).toEqual([both.name]);
    expect(await found([leaf])).toEqual([deep.name]);
    expect(await found([leaf, right])).toHaveLength(2);
    const { facets } = await searchAssets(ctx, { category: [top], limit: 1 });
    const counts = new Map(facets.category.map(({ value, count }) => [value, count]));
    expect([top, left, right, leaf].map((id) => counts.get(id))).toEqual([2, 2, 1, 1]);
  });

  it("PUB-10: a moved category takes its assets along, batch by batch", async () => {
    const [from, to] = [await aCategory(), await aCategory()];
    const moved = await aCategory(from);
    const leaf = await aCategory(moved);
    const names: string[] = [];
    for (const category of [moved, leaf, leaf, moved, leaf]) {
      const asset = await aPublishedAsset(owner);
      await setCategories(owner, asset, [category]);
      names.push(asset.name);
    }
    await moveCategory(operator, moved, { parent: to, position: 0 });
    await refreshBelow(moved);
    expect(await found([from])).toEqual([]);
    expect(await found([to])).toEqual(names.toSorted());
    await refreshBelow(moved);
    expect(await found([to])).toHaveLength(names.length);
  });

  it("PUB-10: chosen while its tree changes, an asset is found by the tree as it became", async () => {
    const [from, to] = [await aCategory(), await aCategory()];
    const moved = await aCategory(from);
    const assets = await Promise.all(Array.from({ length: 6 }, () => aPublishedAsset(owner)));
    await Promise.all([
      ...assets.map((asset) => setCategories(owner, asset, [moved])),
      moveCategory(operator, moved, { parent: to, position: 0 }),
    ]);
    await refreshBelow(moved);
    expect(await found([from])).toEqual([]);
    expect(await found([to])).toHaveLength(assets.length);
  });

  it("PUB-10: a category in use is deleted only when another one takes over", async () => {
    const [doomed, heir] = [await aCategory(), await aCategory()];
    const [one, two] = [await aPublishedAsset(owner), await aPublishedAsset(owner)];
    await setCategories(owner, one, [doomed]);
    await setCategories(owner, two, [doomed, heir]);
    expect((await countCategoryUses(ctx)).uses).toMatchObject({ [doomed]: 2, [heir]: 1 });
    const refused = await expectProblem(deleteCategory(operator, doomed, {}), "category-in-use");
    expect(refused.extra).toEqual({ assets: 2 });
    const toItself = deleteCategory(operator, doomed, { reassignTo: doomed });
    await expectProblem(toItself, "category-unknown");
    await deleteCategory(operator, doomed, { reassignTo: heir });
    await refreshBelow(heir);
    expect(await found([heir])).toEqual(namesOf([one, two]));
    expect(await found([doomed])).toEqual([]);
    expect((await getAsset(owner, two)).categories.map(({ id }) => id)).toEqual([heir]);
  });
});
