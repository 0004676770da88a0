import { beforeAll, describe, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import { editCard, getCard } from "../../assets/index.ts";
import { findHead, listEntriesRecursive, requireRepository } from "../../repositories/index.ts";
import { aBucket, ALLOWS_TEST_SERVER, type TestBucket } from "../../testing/bucket.ts";
import { runTransfer } from "../../testing/transfers.ts";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit } from "../../testing/repositories.ts";
import { createDataset } from "./create-dataset.ts";
import { createDatasetVersion } from "./create-dataset-version.ts";
import { deleteDataset } from "./delete-dataset.ts";
import { fillDataset } from "./fill-dataset.ts";
import { getDataset } from "./get-dataset.ts";
import { importDatasetVersion } from "./import-dataset-version.ts";
import { listDatasetVersions } from "./list-dataset-versions.ts";
import { listDatasets } from "./list-datasets.ts";

const ctx = await testContext({ environment: ALLOWS_TEST_SERVER });
await aUser(ctx);
wireDomains(ctx);

const PAGE = { limit: 10 };

/** Somebody with a bucket, and what they would type for a dataset in it. */
async function aPerson() {
  const me = ctx.as(await anOrdinaryUser(ctx));
  const bucket = aBucket();
  const { id: connection } = await bucket.connect(me);
  const fields = (name: string, more: { inputPath?: string; outputPath?: string } = {}) => ({
    name,
    dataType: "text",
    description: "",
    connection,
    inputPath: "in/",
    outputPath: "out/",
    ...more,
  });
  return { me, bucket, fields };
}

/** A public dataset of the gallery, there before any worker is. */
const asset = await aSource({ "a.txt": "one", "b/c.txt": "two" });
beforeAll(() => ctx.jobs.start());

async function aSource(files: Record<string, string>) {
  const owner = ctx.as(await anOrdinaryUser(ctx));
  const address = await aPublishedAsset(owner, { kind: "dataset" });
  await aCommit(owner, await requireRepository(owner, address, "write"), { files });
  return address;
}

const A_DELIVERY = { revision: "HEAD", folder: "" };
const AN_IMPORT = { folder: "data", title: "" };

async function pathsOf(me: TestContext, address: Parameters<typeof getCard>[1]) {
  const repository = await requireRepository(me, address, "read");
  const commit = await findHead(me, repository);
  if (commit === null) return [];
  const entries = await Array.fromAsync(listEntriesRecursive(me, repository, { commit }));
  return entries.map(({ path }) => path);
}

async function fill(bucket: TestBucket, files: Record<string, string>): Promise<void> {
  for (const [name, body] of Object.entries(files)) await bucket.put(name, body);
}

describe("DIS-9: a dataset of the gallery into a dataset of the workbench", () => {
  it("brings the files to its input path, and is as far as its delivery", async () => {
    const { me, bucket, fields } = await aPerson();
    const dataset = await fillDataset(me, { asset, ...A_DELIVERY, dataset: fields("data-1a2b") });
    expect(dataset).toMatchObject({ name: "data-1a2b", inputPath: "in/", outputPath: "out/" });
    expect(["queued", "running"]).toContain(dataset.delivery?.state);
    const done = await runTransfer(me, { id: dataset.delivery?.id ?? "" });
    expect(done).toMatchObject({ state: "done", dataset: "data-1a2b", failure: null });
    expect((await getDataset(me, dataset.id)).delivery?.state).toBe("done");
    expect(Object.keys(await bucket.read()).toSorted()).toEqual(
      [".gitattributes", "README.md", "a.txt", "b/c.txt"].map((path) => `in/${path}`),
    );
  });

  it("refuses an output path that is the input or lies below it, naming the field", async () => {
    const { me, fields } = await aPerson();
    const pairs = [
      { inputPath: "in/", outputPath: "in/" },
      { inputPath: "in/", outputPath: "in/out/" },
      { inputPath: "", outputPath: "out/" },
    ];
    for (const paths of pairs) {
      const dataset = fields("paths", paths);
      const refused = fillDataset(me, { asset, ...A_DELIVERY, dataset });
      const { issues } = await expectProblem(refused, "dataset-paths");
      expect(issues.map(({ pointer }) => pointer)).toEqual(["/outputPath"]);
    }
    // A name that only begins alike is another place.
    const apart = fields("apart", { inputPath: "in/", outputPath: "in-out/" });
    expect(await fillDataset(me, { asset, ...A_DELIVERY, dataset: apart })).toBeTruthy();
  });

  it("writes both down or none: a taken name, an asset that is hidden, another's connection", async () => {
    const { me, fields } = await aPerson();
    const other = await aPerson();
    await createDataset(me, fields("Taken"));
    const taken = fillDataset(me, { asset, ...A_DELIVERY, dataset: fields("ｔaken") });
    await expectProblem(taken, "dataset-name-taken");
    const hidden = await anAsset(other.me, { kind: "dataset" });
    const unseen = fillDataset(me, { asset: hidden, ...A_DELIVERY, dataset: fields("hidden") });
    await expectProblem(unseen, "not-found");
    const theirs = fillDataset(me, { asset, ...A_DELIVERY, dataset: other.fields("theirs") });
    await expectProblem(theirs, "connection-not-found");
    expect((await listDatasets(me, PAGE)).items.map(({ name }) => name)).toEqual(["Taken"]);
    const waiting = await ctx.db
      .selectFrom("bucket_transfers")
      .select("dataset_name")
      .where("dataset_name", "in", ["ｔaken", "hidden", "theirs"])
      .execute();
    expect(waiting).toEqual([]);
  });
});

describe("PUB-12: a version of a workbench dataset into the gallery", () => {
  it("becomes one commit with the dataset's data type", async () => {
    const { me, bucket, fields } = await aPerson();
    await fill(bucket, { "in/1.txt": "one", "in/deep/2.txt": "two", "else/3.txt": "no" });
    const { id } = await createDataset(me, fields("letters"));
    const version = await createDatasetVersion(me, id);
    expect(version).toMatchObject({ number: 1, files: 2, sizeBytes: 6 });
    const asset = await anAsset(me, { kind: "dataset" });
    const begun = await importDatasetVersion(me, { id, version: 1 }, { asset, ...AN_IMPORT });
    const done = await runTransfer(me, begun);
    expect(done).toMatchObject({ state: "done", doneFiles: 2, failure: null });
    expect(await pathsOf(me, asset)).toEqual(
      expect.arrayContaining(["data/1.txt", "data/deep/2.txt"]),
    );
    expect((await getCard(me, asset)).settings.dataTypes).toEqual(["text"]);
  });

  it("fails with both counts when the files are not the version's any more; a new version goes", async () => {
    const { me, bucket, fields } = await aPerson();
    await fill(bucket, { "in/1.txt": "one", "in/2.txt": "two" });
    const { id } = await createDataset(me, fields("moving"));
    await createDatasetVersion(me, id);
    const asset = await anAsset(me, { kind: "dataset" });
    await editCard(me, asset, { settings: { dataTypes: ["text", "image"] } });
    await bucket.put("in/3.txt", "more");
    const begin = (version: number) =>
      importDatasetVersion(me, { id, version }, { asset, ...AN_IMPORT });
    const grown = await runTransfer(me, await begin(1));
    expect(grown.failure).toMatchObject({
      code: "source-not-expected",
      detail: expect.stringContaining("moving V001 has 2 files with 6 bytes; there are 3 with 10"),
      extra: { beforeFiles: 2, afterFiles: 3 },
    });
    await bucket.remove("in/3.txt");
    await bucket.put("in/2.txt", "TWO");
    const other = await runTransfer(me, await begin(1));
    expect(other.failure?.code, "as many bytes, but others").toBe("source-not-expected");
    expect((await createDatasetVersion(me, id)).number).toBe(2);
    expect((await runTransfer(me, await begin(2))).state).toBe("done");
    const { items } = await listDatasetVersions(me, id, PAGE);
    expect(items.map(({ number }) => number)).toEqual([2, 1]);
    expect((await getCard(me, asset)).settings.dataTypes).toEqual(["text", "image"]);
  });

  it("two that ask at once make two versions; an empty path makes none", async () => {
    const { me, bucket, fields } = await aPerson();
    const { id } = await createDataset(me, fields("racing"));
    await expectProblem(createDatasetVersion(me, id), "source-empty");
    await fill(bucket, { "in/1.txt": "one" });
    const both = await Promise.all([createDatasetVersion(me, id), createDatasetVersion(me, id)]);
    expect(both.map(({ number }) => number).toSorted((one, other) => one - other)).toEqual([1, 2]);
    expect((await getDataset(me, id)).latestVersion).toBe(2);
  });
});

describe("WB-14: datasets of the workbench", () => {
  it("are their owner's alone, found by a part of their name, and forgotten without their files", async () => {
    const { me, bucket, fields } = await aPerson();
    await fill(bucket, { "in/1.txt": "one" });
    const first = await createDataset(me, fields("Reviews 2025"));
    await createDataset(me, fields("评论", { outputPath: "labels/" }));
    await createDatasetVersion(me, first.id);
    expect((await listDatasets(me, { ...PAGE, q: "评" })).items).toHaveLength(1);
    expect((await listDatasets(me, { ...PAGE, q: "REVIEWS" })).items).toHaveLength(1);
    const page = await listDatasets(me, { limit: 1 });
    expect(page.items.map(({ name }) => name)).toEqual(["评论"]);
    const rest = await listDatasets(me, { limit: 1, cursor: page.nextCursor ?? "" });
    expect(rest.items.map(({ name }) => name)).toEqual(["Reviews 2025"]);
    const stranger = ctx.as(await anOrdinaryUser(ctx));
    for (const ask of [getDataset, deleteDataset, createDatasetVersion]) {
      await expectProblem(ask(stranger, first.id), "dataset-not-found");
    }
    await deleteDataset(me, first.id);
    await expectProblem(getDataset(me, first.id), "dataset-not-found");
    expect(Object.keys(await bucket.read())).toEqual(["in/1.txt"]);
  });

  it("say so when their connection is gone", async () => {
    const { me, fields } = await aPerson();
    const { id } = await createDataset(me, fields("cut off"));
    await ctx.db
      .deleteFrom("storage_connections")
      .where("public_id", "=", fields("").connection)
      .execute();
    expect(await getDataset(me, id)).toMatchObject({
      connection: null,
      bucket: expect.any(String),
    });
    await expectProblem(createDatasetVersion(me, id), "connection-not-found");
  });
});
