import { beforeAll, describe, expect, it } from "vitest";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { anAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { wireDomains } from "../../app.ts";
import { getAsset } from "../get-asset.ts";
import { createCategory } from "./create-category.ts";
import { deleteCategory } from "./delete-category.ts";
import { editCategory } from "./edit-category.ts";
import { listCategories } from "./list-categories.ts";
import { moveCategory } from "./move-category.ts";
import { setCategories } from "./set-categories.ts";
import { aCategory as aCategoryOf } from "./testing/categories.ts";

const ctx = await testContext();
let operator: TestContext;
let owner: TestContext;

beforeAll(async () => {
  wireDomains(ctx);
  operator = ctx.as(await aUser(ctx));
  owner = ctx.as(await anOrdinaryUser(ctx));
});

async function childrenOf(parent: string | null): Promise<string[]> {
  const { items } = await listCategories(ctx);
  return items.filter((node) => node.parent === parent).map((node) => node.id);
}

const aCategory = (parent: string | null = null) => aCategoryOf(operator, parent);

describe("the tree of categories", () => {
  it("PUB-10: begins with the categories below algorithm and model, in both languages", async () => {
    const { items } = await listCategories(ctx);
    const root = items.find((node) => node.id === "algorithm-and-model");
    expect(root).toEqual({
      id: "algorithm-and-model",
      name: "Algorithm and model",
      nameZh: "算法与模型",
      parent: null,
    });
    const namesBelow = (parent: string) =>
      items.filter((node) => node.parent === parent).map((node) => node.name);
    expect(namesBelow("algorithm-and-model")).toEqual([
      "Deployment environment",
      "Engine",
      "Industry",
      "Special subject",
      "Scenario",
      "Country/region",
      "More",
    ]);
    expect(namesBelow("industry")).toEqual([
      "Smart home",
      "Robot",
      "City area",
      "Human identity",
      "Intelligent transportation",
      "IoT",
      "Remote sensing",
    ]);
    const at = (id: string) => items.findIndex((node) => node.id === id);
    expect(at("smart-home")).toBe(at("industry") + 1);
    expect(at("special-subject")).toBe(at("remote-sensing") + 1);
  });

  it("PUB-10: grows at any depth, and a new category stands behind its siblings", async () => {
    let parent = await aCategory();
    const top = parent;
    for (let depth = 0; depth < 60; depth += 1) parent = await aCategory(parent);
    const { items } = await listCategories(ctx);
    let at = items.find((node) => node.id === parent);
    let depth = 0;
    for (; at && at.id !== top; depth += 1) at = items.find((node) => node.id === at?.parent);
    expect(depth).toBe(60);
    const [one, other] = [await aCategory(top), await aCategory(top)];
    expect((await childrenOf(top)).slice(-2)).toEqual([one, other]);
  });

  it("PUB-10: siblings have different names in either language, whatever their case", async () => {
    const parent = await aCategory();
    await createCategory(operator, { parent, name: "Vision", nameZh: "视觉" });
    const again = (name: string, nameZh: string) =>
      createCategory(operator, { parent, name, nameZh });
    await expectProblem(again("VISION", "别的"), "category-name-taken");
    await expectProblem(again("Other", "视觉"), "category-name-taken");
    const other = await again("Other", "别的");
    await expectProblem(
      editCategory(operator, other.id, { name: "vision" }),
      "category-name-taken",
    );
    const elsewhere = await createCategory(operator, {
      parent: other.id,
      name: "Vision",
      nameZh: "视觉",
    });
    const move = moveCategory(operator, elsewhere.id, { parent, position: 0 });
    await expectProblem(move, "category-name-taken");
  });

  it("PUB-10: of ten who add one name at once exactly one succeeds", async () => {
    const parent = await aCategory();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        createCategory(operator, { parent, name: "Raced", nameZh: "竞争" }),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("PUB-10: a rename keeps the other language and shows at once", async () => {
    const id = await aCategory();
    const asset = await anAsset(owner);
    await setCategories(owner, asset, [id]);
    const { nameZh } = await editCategory(operator, id, { name: "Renamed" });
    expect((await getAsset(owner, asset)).categories).toEqual([{ id, name: "Renamed", nameZh }]);
    await expectProblem(editCategory(operator, "none", { name: "x" }), "not-found");
  });

  it("PUB-10: moves among siblings and between parents leave no gaps", async () => {
    const [from, to] = [await aCategory(), await aCategory()];
    const [a, b, c] = [await aCategory(from), await aCategory(from), await aCategory(from)];
    const d = await aCategory(to);
    await moveCategory(operator, c, { parent: from, position: 0 });
    expect(await childrenOf(from)).toEqual([c, a, b]);
    await moveCategory(operator, a, { parent: to, position: 99 });
    expect([await childrenOf(from), await childrenOf(to)]).toEqual([
      [c, b],
      [d, a],
    ]);
    await moveCategory(operator, b, { parent: to, position: 1 });
    expect(await childrenOf(to)).toEqual([d, b, a]);
    await moveCategory(operator, b, { parent: null, position: 0 });
    expect((await childrenOf(null))[0]).toBe(b);
    const { rows } = await ctx.db.executeQuery<{ count: number }>(
      ctx.db
        .selectFrom("categories")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .groupBy(["parent_id", "position"])
        .having((eb) => eb.fn.countAll(), ">", 1)
        .compile(),
    );
    expect(rows).toEqual([]);
  });

  it("PUB-10: no category moves below itself", async () => {
    const top = await aCategory();
    const middle = await aCategory(top);
    const leaf = await aCategory(middle);
    for (const parent of [top, middle, leaf]) {
      const move = moveCategory(operator, top, { parent, position: 0 });
      await expectProblem(move, "category-circle");
    }
    const unknown = moveCategory(operator, top, { parent: "none", position: 0 });
    await expectProblem(unknown, "category-unknown");
  });

  it("PUB-10: moves that cross make no circle either", async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [await aCategory(), await aCategory()];
      const results = await Promise.allSettled([
        moveCategory(operator, one, { parent: other, position: 0 }),
        moveCategory(operator, other, { parent: one, position: 0 }),
      ]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      const { items } = await listCategories(ctx);
      expect(items.filter(({ id }) => id === one || id === other)).toHaveLength(2);
    }
  });

  it("PUB-10: a category with others below it is not deleted; an empty one is", async () => {
    const parent = await aCategory();
    const child = await aCategory(parent);
    const refused = await expectProblem(deleteCategory(operator, parent, {}), "category-in-use");
    expect(refused.extra).toEqual({ below: 1 });
    await deleteCategory(operator, child, {});
    await deleteCategory(operator, parent, {});
    expect((await listCategories(ctx)).items.map(({ id }) => id)).not.toContain(parent);
    await expectProblem(deleteCategory(operator, parent, {}), "not-found");
  });

  it("PLT-8: what operators do to the tree is written down", async () => {
    const id = await aCategory();
    await editCategory(operator, id, { name: "Another name" });
    await moveCategory(operator, id, { parent: "industry", position: 0 });
    await deleteCategory(operator, id, {});
    const events = await ctx.db
      .selectFrom("audit_events")
      .select("action")
      .where("subject", "=", id)
      .orderBy("id")
      .execute();
    expect(events.map(({ action }) => action)).toEqual([
      "assets.category-created",
      "assets.category-renamed",
      "assets.category-moved",
      "assets.category-deleted",
    ]);
  });
});
