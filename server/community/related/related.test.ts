import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { RELATED_LIMIT } from "#contract/community/related.ts";
import { mayBeRelated } from "#contract/community/related-kinds.ts";
import { ASSET_KINDS } from "#contract/kinds.ts";
import type { Address, AssetKind } from "#contract/fields.ts";
import { ANONYMOUS } from "../../accounts/index.ts";
import { wireDomains } from "../../app.ts";
import { deleteAsset, setVisibility } from "../../assets/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { requireRepository } from "../../repositories/index.ts";
import { linkAsset } from "./link-asset.ts";
import { listRelatedAssets } from "./list-related-assets.ts";
import { unlinkAsset } from "./unlink-asset.ts";

const base = await testContext();
const anyone = base.as(ANONYMOUS);
let ada: TestContext;
let ben: TestContext;

beforeAll(async () => {
  wireDomains(base);
  ada = base.as(await anOrdinaryUser(base));
  ben = base.as(await anOrdinaryUser(base));
});

const ofKind = (owner: TestContext, kind: AssetKind) => aPublishedAsset(owner, { kind });

async function idOf(owner: TestContext, address: Address): Promise<string> {
  return (await requireRepository(owner, address, "see")).publicId;
}

/** Names at the other ends, as somebody sees them; null for one that is hidden. */
async function relatedOf(who: TestContext, address: Address): Promise<(string | null)[]> {
  const { items } = await listRelatedAssets(who, address, { limit: 100 });
  return items.map(({ asset }) => asset?.name ?? null);
}

async function pagesOf(who: TestContext, address: Address, limit: number) {
  const seen: (string | null)[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRelatedAssets(who, address, { limit, cursor });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items.map(({ asset }) => asset?.name ?? null));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return seen;
}

describe("COM-2: related assets", () => {
  it("COM-2: a link made by id is shown on both pages, to everyone", async () => {
    const model = await ofKind(ada, "model");
    const dataset = await ofKind(ben, "dataset");
    const id = await idOf(ben, dataset);
    const link = await linkAsset(ada, { ...model, id });
    expect(link).toMatchObject({ id, isOwn: true, asset: { name: dataset.name } });
    expect(await relatedOf(anyone, model)).toEqual([dataset.name]);
    expect(await relatedOf(anyone, dataset)).toEqual([model.name]);
    const { items } = await listRelatedAssets(ben, dataset, { limit: 10 });
    expect(items).toMatchObject([{ id: await idOf(ada, model), isOwn: false }]);
  });

  it("COM-2: linking what is linked changes nothing, from whichever side", async () => {
    const model = await ofKind(ada, "model");
    const dataset = await ofKind(ben, "dataset");
    const there = { ...model, id: await idOf(ben, dataset) };
    const back = { ...dataset, id: await idOf(ada, model) };
    await Promise.all([linkAsset(ada, there), linkAsset(ben, back), linkAsset(ada, there)]);
    expect(await relatedOf(anyone, model)).toEqual([dataset.name]);
    expect(await relatedOf(anyone, dataset)).toEqual([model.name]);
  });

  it("COM-2: only the pairs of kinds that belong together are linked", async () => {
    const pairs = ASSET_KINDS.flatMap((one) =>
      ASSET_KINDS.filter((other) => one <= other && mayBeRelated(one, other)).map(
        (other) => `${one}-${other}`,
      ),
    );
    const ofCases = pairs.filter((pair) => pair.includes("case"));
    expect(pairs.filter((pair) => !ofCases.includes(pair))).toEqual([
      "model-model",
      "dataset-model",
      "dataset-notebook",
      "algorithm-dataset",
    ]);
    expect(ofCases).toHaveLength(9);
    for (const one of ASSET_KINDS) {
      for (const other of ASSET_KINDS) {
        expect(mayBeRelated(one, other)).toBe(mayBeRelated(other, one));
      }
    }
    const model = await ofKind(ada, "model");
    const notebook = await ofKind(ada, "notebook");
    const unfit = linkAsset(ada, { ...model, id: await idOf(ada, notebook) });
    expect((await expectProblem(unfit, "relation-unfit")).detail).toBe(
      "id: a model and a notebook cannot be linked",
    );
    const itself = linkAsset(ada, { ...model, id: await idOf(ada, model) });
    await expectProblem(itself, "relation-unfit");
  });

  it("COM-2: links belong to those who manage the asset", async () => {
    const model = await ofKind(ada, "model");
    const id = await idOf(ben, await ofKind(ben, "dataset"));
    await expectProblem(linkAsset(ben, { ...model, id }), "forbidden");
    await expectProblem(linkAsset(anyone, { ...model, id }), "not-signed-in");
    await linkAsset(ada, { ...model, id });
    await expectProblem(unlinkAsset(ben, { ...model, id }), "forbidden");
    expect(await relatedOf(anyone, model)).toHaveLength(1);
  });

  it("COM-2: an id that the viewer does not see is not found, like one that does not exist", async () => {
    const model = await ofKind(ada, "model");
    const secret = await idOf(ben, await anAsset(ben, { kind: "dataset" }));
    for (const id of [secret, "none", "\0", "x".repeat(64), "' or 1=1 --"]) {
      const refused = await expectProblem(linkAsset(ada, { ...model, id }), "asset-unknown");
      expect(refused.detail).toBe(`id: there is no asset with the id ${id}`);
    }
    expect(await relatedOf(ada, model)).toEqual([]);
  });

  it("COM-2: lists leave out what the viewer does not see; the side that linked can still unlink", async () => {
    const model = await ofKind(ada, "model");
    const dataset = await ofKind(ben, "dataset");
    const id = await idOf(ben, dataset);
    await linkAsset(ada, { ...model, id });
    const { id: datasetId } = await requireRepository(ben, dataset, "manage");
    await withTransaction(base.db, (trx) =>
      setVisibility(trx, { assetId: datasetId, visibility: "private", isReadable: true }),
    );
    expect(await relatedOf(anyone, model)).toEqual([]);
    expect(await relatedOf(ben, model)).toEqual([dataset.name]);
    const { items } = await listRelatedAssets(ada, model, { limit: 10 });
    expect(items).toMatchObject([{ id, asset: null, isOwn: true }]);
    await unlinkAsset(ada, { ...model, id });
    expect(await relatedOf(ben, model)).toEqual([]);
  });

  it("COM-2: hidden and visible links go on page by page in one order", async () => {
    const model = await ofKind(ada, "model");
    const order: (string | null)[] = [];
    for (let made = 0; made < 6; made += 1) {
      const dataset = await ofKind(ben, "dataset");
      await linkAsset(ada.later(made * 1000), { ...model, id: await idOf(ben, dataset) });
      const isHidden = made % 2 === 0;
      order.unshift(isHidden ? null : dataset.name);
      const { id } = await requireRepository(ben, dataset, "manage");
      const visibility = isHidden ? "private" : "public";
      await withTransaction(base.db, (trx) =>
        setVisibility(trx, { assetId: id, visibility, isReadable: true }),
      );
    }
    for (const limit of [1, 2, 4, 100]) {
      expect(await pagesOf(ada, model, limit)).toEqual(order);
      expect(await pagesOf(anyone, model, limit)).toEqual(order.filter((name) => name !== null));
    }
  });

  it("COM-2: a link from what one does not see is not told of", async () => {
    const draft = await anAsset(ben, { kind: "model" });
    const dataset = await ofKind(ada, "dataset");
    await linkAsset(ben, { ...draft, id: await idOf(ada, dataset) });
    expect(await relatedOf(ada, dataset)).toEqual([]);
    expect(await relatedOf(ben, dataset)).toEqual([draft.name]);
  });

  it("COM-2: either side unlinks; what the other side had linked it cannot link again", async () => {
    const model = await ofKind(ada, "model");
    const dataset = await ofKind(ben, "dataset");
    const there = { ...model, id: await idOf(ben, dataset) };
    const back = { ...dataset, id: await idOf(ada, model) };
    await linkAsset(ada, there);
    await unlinkAsset(ada, there);
    await unlinkAsset(ada, there);
    await linkAsset(ada, there);
    await unlinkAsset(ben, back);
    expect(await relatedOf(anyone, model)).toEqual([]);
    await expectProblem(linkAsset(ada, there), "relation-refused");
    await linkAsset(ben, back);
    expect(await relatedOf(anyone, model)).toEqual([dataset.name]);
    await unlinkAsset(ben, back);
    await linkAsset(ada, there);
    expect(await relatedOf(anyone, dataset)).toEqual([model.name]);
  });

  it("COM-2: goes on page by page, the newest link first", async () => {
    const model = await ofKind(ada, "model");
    const names: string[] = [];
    for (let made = 0; made < 5; made += 1) {
      const dataset = await ofKind(ada, "dataset");
      names.unshift(dataset.name);
      await linkAsset(ada.later(made * 1000), { ...model, id: await idOf(ada, dataset) });
    }
    expect(await pagesOf(anyone, model, 2)).toEqual(names);
    await expectProblem(
      listRelatedAssets(anyone, model, { limit: 2, cursor: "bm9uZQ" }),
      "validation-failed",
    );
  });

  it("COM-2: deleting an asset takes its links along", async () => {
    const model = await ofKind(ada, "model");
    const dataset = await ofKind(ben, "dataset");
    await linkAsset(ada, { ...model, id: await idOf(ben, dataset) });
    await deleteAsset(ben, dataset, `${dataset.owner}/${dataset.name}`);
    const { id } = await requireRepository(ada, model, "manage");
    expect(await relatedOf(ada, model)).toEqual([]);
    const rows = await base.db
      .selectFrom("related_assets")
      .select("asset_id")
      .where((eb) => eb.or([eb("asset_id", "=", id), eb("related_id", "=", id)]))
      .execute();
    expect(rows).toEqual([]);
  });

  it("COM-2: what one makes is limited, what others make to it is not", async () => {
    const dataset = await ofKind(ada, "dataset");
    const { id: datasetId } = await requireRepository(ada, dataset, "manage");
    const models = await Promise.all(
      Array.from({ length: 3 }, () => anAsset(ada, { kind: "model" })),
    );
    const ids = await Promise.all(models.map((model) => idOf(ada, model)));
    await fillLinks(datasetId, RELATED_LIMIT - 1);
    await linkAsset(ada, { ...dataset, id: ids[0] ?? "" });
    const full = linkAsset(ada, { ...dataset, id: ids[1] ?? "" });
    expect((await expectProblem(full, "relation-limit")).extra).toMatchObject({
      limit: RELATED_LIMIT,
    });
    const [, , other] = models;
    if (other === undefined) throw new Error("three were made");
    await linkAsset(ada, { ...other, id: await idOf(ada, dataset) });
    expect(await relatedOf(ada, other)).toEqual([dataset.name]);
  });
});

/** As many links as if its owner had made them one by one. */
async function fillLinks(assetId: number, count: number): Promise<void> {
  await sql`
    with made as (
      insert into repositories (public_id, namespace_id, kind, name, name_key)
      select 'filler-' || num, namespace_id, 'model', 'filler-' || num, 'filler-' || num
      from repositories, generate_series(1, ${count}::int) as num where id = ${assetId}
      returning id
    ), listed as (insert into assets (id) select id from made returning id)
    insert into related_assets (asset_id, related_id, is_own)
    select ${assetId}, id, true from listed
    union all select id, ${assetId}, false from listed`.execute(base.db);
}
