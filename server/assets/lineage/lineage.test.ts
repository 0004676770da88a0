import { beforeAll, describe, expect, it } from "vitest";
import type { Address, AssetKind } from "#contract/fields.ts";
import { ANONYMOUS } from "../../accounts/index.ts";
import { wireDomains } from "../../app.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { deleteAsset } from "../delete-asset.ts";
import { editCard } from "../edit-card.ts";
import { findAsset } from "../lookup/find-asset.ts";
import { renameAsset } from "../rename-asset.ts";
import { requireRepository } from "../../repositories/index.ts";
import { getLineage } from "./get-lineage.ts";
import { listDerivedAssets } from "./list-derived-assets.ts";

const base = await testContext();
const anyone = base.as(ANONYMOUS);
let ada: TestContext;
let ben: TestContext;

beforeAll(async () => {
  wireDomains(base);
  ada = base.as(await anOrdinaryUser(base));
  ben = base.as(await anOrdinaryUser(base));
});

const fullNameOf = ({ owner, name }: Address) => `${owner}/${name}`;

type Origins = { baseModels?: string[]; datasets?: string[] };

/** A listed model whose card names these. */
async function madeFrom(who: TestContext, settings: Origins, kind: AssetKind = "model") {
  const address = await aPublishedAsset(who, { kind });
  await editCard(who, address, { settings });
  return address;
}

async function derivedOf(who: TestContext, address: Address): Promise<string[]> {
  const { items } = await listDerivedAssets(who, address, { limit: 50 });
  return items.map(({ name }) => name);
}

describe("DIS-4: what an asset was made from", () => {
  it("DIS-4: names of the card lead to assets here, whatever their case; others stay words", async () => {
    const model = await aPublishedAsset(ada);
    const dataset = await aPublishedAsset(ada, { kind: "dataset" });
    const baseModels = [fullNameOf(model).toUpperCase(), "elsewhere/unknown", "gpt2", "a/b/c"];
    const datasets = [fullNameOf(dataset), fullNameOf(model)];
    const made = await madeFrom(ben, { baseModels, datasets });
    const lineage = await getLineage(anyone, made);
    expect(lineage.baseModels.map(({ name }) => name)).toEqual(baseModels);
    expect(lineage.baseModels.map(({ asset }) => asset?.name)).toEqual([
      model.name,
      undefined,
      undefined,
      undefined,
    ]);
    // A model is no dataset, even if its name stands among them.
    expect(lineage.datasets.map(({ asset }) => asset?.name)).toEqual([dataset.name, undefined]);
  });

  it("DIS-4: an origin that the viewer does not see stays a word", async () => {
    const secret = await anAsset(ada);
    const made = await madeFrom(ada, { baseModels: [fullNameOf(secret)] });
    expect((await getLineage(ada, made)).baseModels[0]?.asset?.name).toBe(secret.name);
    for (const who of [ben, anyone]) {
      expect(await getLineage(who, made)).toEqual({
        baseModels: [{ name: fullNameOf(secret), asset: null }],
        datasets: [],
      });
    }
  });

  it("DIS-4: an origin is found by a name that it had before", async () => {
    const model = await aPublishedAsset(ada);
    const made = await madeFrom(ben, { baseModels: [fullNameOf(model)] });
    const name = `${model.name}-renamed`;
    await renameAsset(ada, model, { owner: model.owner, name });
    expect((await getLineage(anyone, made)).baseModels[0]?.asset?.name).toBe(name);
  });

  it("DIS-4: hostile names are words like others", async () => {
    const names = ["'; drop table assets; --/x", "<img src=x onerror=alert(1)>/y", "../..", "a/"];
    const made = await madeFrom(ada, { baseModels: names });
    const { baseModels } = await getLineage(anyone, made);
    expect(baseModels).toEqual(names.map((name) => ({ name, asset: null })));
  });
});

describe("DIS-4: what was made from an asset", () => {
  it("DIS-4: is listed newest first, as far as the viewer sees it", async () => {
    const model = await aPublishedAsset(ada);
    const first = await madeFrom(ben, { baseModels: [fullNameOf(model)] });
    const second = await madeFrom(ben, { baseModels: [fullNameOf(model).toLowerCase()] });
    const draft = await anAsset(ben);
    await editCard(ben, draft, { settings: { baseModels: [fullNameOf(model)] } });
    expect(await derivedOf(anyone, model)).toEqual([second.name, first.name]);
    expect(await derivedOf(ben, model)).toEqual([draft.name, second.name, first.name]);
    const page = await listDerivedAssets(anyone, model, { limit: 1 });
    const cursor = page.nextCursor ?? undefined;
    const rest = await listDerivedAssets(anyone, model, { limit: 1, cursor });
    expect([page, rest].map(({ items }) => items[0]?.name)).toEqual([second.name, first.name]);
    expect(rest.nextCursor).toBeNull();
  });

  it("DIS-4: follows the card: what it names no more is not listed, nor what was deleted", async () => {
    const model = await aPublishedAsset(ada);
    const made = await madeFrom(ben, { baseModels: [fullNameOf(model)] });
    const other = await madeFrom(ben, { baseModels: [fullNameOf(model)] });
    await editCard(ben, made, { settings: { baseModels: ["gpt2"] } });
    expect(await derivedOf(anyone, model)).toEqual([other.name]);
    await deleteAsset(ben, other, fullNameOf(other));
    expect(await derivedOf(anyone, model)).toEqual([]);
    await editCard(ada, model, { settings: { baseModels: [fullNameOf(model)] } });
    expect(await derivedOf(ada, model)).toEqual([]);
  });

  it("DIS-4: of a dataset it is what was made with it; other kinds have none", async () => {
    const dataset = await aPublishedAsset(ada, { kind: "dataset" });
    const model = await madeFrom(ben, { datasets: [fullNameOf(dataset)] });
    expect(await derivedOf(anyone, dataset)).toEqual([model.name]);
    expect(await derivedOf(ada, await anAsset(ada, { kind: "notebook" }))).toEqual([]);
  });

  it("DIS-4: is for whoever sees the asset", async () => {
    const draft = await anAsset(ada);
    await expectProblem(listDerivedAssets(ben, draft, { limit: 10 }), "not-found");
    await expectProblem(getLineage(anyone, draft), "not-found");
  });
});

describe("an asset by its id", () => {
  it("DIS-4: is found whatever it is called now, by whoever sees it", async () => {
    const model = await aPublishedAsset(ada);
    const { publicId } = await requireRepository(ada, model, "see");
    const name = `${model.name}-new`;
    await renameAsset(ada, model, { owner: model.owner, name });
    expect(await findAsset(anyone, publicId)).toMatchObject({ id: publicId, name });
    const draft = await requireRepository(ada, await anAsset(ada), "see");
    expect((await findAsset(ada, draft.publicId)).id).toBe(draft.publicId);
    for (const id of [draft.publicId, "none", "\0", ""]) {
      await expectProblem(findAsset(ben, id), "asset-unknown");
    }
  });
});
