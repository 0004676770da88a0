import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { S3Fault } from "../../platform/storage/testing/s3-proxy.ts";
import { aUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit } from "../../testing/repositories.ts";
import { onFileDownload } from "../events.ts";
import { aBucket, ALLOWS_TEST_SERVER } from "../../testing/bucket.ts";
import { runToItsEnd } from "../testing/run-transfers.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { cancelDelivery, getDelivery, retryDelivery } from "./move-delivery.ts";
import { startDelivery } from "./start-delivery.ts";
import { aDataset, aProxy, begin, isPut } from "./testing/a-delivery.ts";

const ctx = await testContext({ environment: ALLOWS_TEST_SERVER });
await aUser(ctx);
const MB = 1_000_000;

describe("DIS-9: a dataset into object storage", () => {
  it("sends every file, small, large and in several parts, and replaces what has its name", async () => {
    const large = randomBytes(21 * MB);
    const dataset = await aDataset(ctx, { "a/b.txt": "text", "数据 1.bin": large, empty: "" });
    const bucket = aBucket();
    await bucket.put("out/a/b.txt", "old");
    await bucket.put("out/mine", "stays");
    const begun = await begin(dataset, bucket, { path: "out/" });
    expect(begun).toMatchObject({ state: "queued", commit: dataset.commit, revision: "HEAD" });
    const done = await runToItsEnd(dataset.as, begun);
    expect(done).toMatchObject({ state: "done", totalFiles: 4, doneFiles: 4, failure: null });
    expect(done.doneBytes).toBe(done.totalBytes);
    const objects = await bucket.read();
    expect(Object.keys(objects).toSorted()).toEqual(
      [".gitattributes", "a/b.txt", "empty", "mine", "数据 1.bin"].map((name) => `out/${name}`),
    );
    expect(objects["out/a/b.txt"]?.toString()).toBe("text");
    expect(objects["out/mine"]?.toString()).toBe("stays");
    expect(objects["out/数据 1.bin"]?.equals(large)).toBe(true);
    expect((await listDeliveries(dataset.as, { limit: 10 })).items).toEqual([done]);
  });

  it("sends a folder of an older revision without the folder's path", async () => {
    const dataset = await aDataset(ctx, { "data/1": "one", other: "x" });
    const asOwner = ctx.as(dataset.owner);
    await aCommit(asOwner, dataset.repository, { files: { "data/1": "changed" } });
    const bucket = aBucket();
    const options = { revision: dataset.commit, folder: "data" };
    const done = await runToItsEnd(dataset.as, await begin(dataset, bucket, options));
    expect(done).toMatchObject({ state: "done", totalFiles: 1, revision: dataset.commit });
    const objects = await bucket.read();
    expect(Object.entries(objects).map(([name, bytes]) => [name, bytes.toString()])).toEqual([
      ["1", "one"],
    ]);
  });

  it("sends the commit that the branch had when it was asked for", async () => {
    const dataset = await aDataset(ctx, { a: "then" });
    const bucket = aBucket();
    const begun = await begin(dataset, bucket, { revision: "main" });
    await aCommit(ctx.as(dataset.owner), dataset.repository, { files: { a: "later" } });
    await runToItsEnd(dataset.as, begun);
    expect((await bucket.read())["a"]?.toString()).toBe("then");
  });

  it("counts as one download, and tells who asked for it", async () => {
    const dataset = await aDataset(ctx, { a: "x", b: "y" });
    const seen: number[] = [];
    onFileDownload(({ repositoryId }) => seen.push(repositoryId));
    await runToItsEnd(dataset.as, await begin(dataset, aBucket()));
    expect(seen.filter((id) => id === dataset.repository.id)).toHaveLength(1);
    const notices = await ctx.db
      .selectFrom("notices")
      .select(["kind", "path"])
      .where("account_id", "=", dataset.reader.accountId)
      .execute();
    expect(notices).toEqual([{ kind: "delivery-finished", path: "/me/downloads" }]);
  });

  it("refuses a revision and a folder that are not there, and another's connection", async () => {
    const dataset = await aDataset(ctx, { a: "x" });
    const bucket = aBucket();
    await expectProblem(begin(dataset, bucket, { revision: "nope" }), "revision-not-found");
    await expectProblem(begin(dataset, bucket, { folder: "a" }), "entry-not-found");
    const { id } = await bucket.connect(ctx.as(dataset.owner));
    const target = { kind: "object-storage", connection: id, path: "" } as const;
    const input = { target, revision: "HEAD", folder: "" };
    await expectProblem(
      startDelivery(dataset.as, dataset.repository, input),
      "connection-not-found",
    );
  });

  it("shows and moves one's own only", async () => {
    const dataset = await aDataset(ctx, { a: "x" });
    const { id } = await begin(dataset, aBucket());
    const asOwner = ctx.as(dataset.owner);
    for (const move of [getDelivery, cancelDelivery, retryDelivery]) {
      await expectProblem(move(asOwner, id), "transfer-not-found");
    }
    expect((await listDeliveries(asOwner, { limit: 10 })).items).toEqual([]);
  });
});

describe("DIS-9: a bucket that does not take it", () => {
  /** What a server answers that encrypts with a key of the bucket's owner. */
  const encrypted = (algorithm: string): S3Fault => ({
    body:
      `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>` +
      `<SSEAlgorithm>${algorithm}</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>` +
      `</ServerSideEncryptionConfiguration>`,
  });

  it.each([
    ["aws:kms", "failed"],
    ["aws:kms:dsse", "failed"],
    ["AES256", "done"],
  ])("encrypted with %s: %s", async (algorithm, state) => {
    const dataset = await aDataset(ctx, { a: "x" });
    const proxy = await aProxy(({ path }) =>
      path.includes("encryption") ? encrypted(algorithm) : undefined,
    );
    const bucket = aBucket();
    const ended = await runToItsEnd(
      dataset.as,
      await begin(dataset, bucket, { endpoint: proxy.url }),
    );
    expect(ended.state).toBe(state);
    expect(ended.failure?.code).toBe(state === "failed" ? "bucket-encrypted" : undefined);
    expect(Object.keys(await bucket.read())).toHaveLength(state === "failed" ? 0 : 2);
    await proxy.close();
  });

  it("that does not tell of its encryption shows it with what is written", async () => {
    const dataset = await aDataset(ctx, { a: "x" });
    const proxy = await aProxy(({ path }) =>
      path.includes("encryption") ? { answer: 403, code: "AccessDenied" } : undefined,
    );
    const bucket = aBucket();
    const done = await runToItsEnd(
      dataset.as,
      await begin(dataset, bucket, { endpoint: proxy.url }),
    );
    expect(done.state).toBe("done");
    // What was written to learn it is gone.
    expect(Object.keys(await bucket.read()).toSorted()).toEqual([".gitattributes", "a"]);
    await proxy.close();
  });

  it.each([
    [{ answer: 507, code: "XMinioStorageFull" }, "bucket-full", undefined],
    [{ answer: 403, code: "AccessDenied" }, "bucket-refused", "denied"],
    [{ answer: 404, code: "NoSuchBucket" }, "bucket-refused", "bucket-missing"],
  ] as const)("%j fails it as %s, and trying again goes on", async (fault, code, reason) => {
    const dataset = await aDataset(ctx, { a: "x", b: "y" });
    const proxy = await aProxy((request) => (isPut(request, "b") ? fault : undefined));
    const bucket = aBucket();
    const failed = await runToItsEnd(
      dataset.as,
      await begin(dataset, bucket, { endpoint: proxy.url }),
    );
    expect(failed.failure).toMatchObject({ code });
    expect(failed.failure?.extra["reason"]).toBe(reason);
    proxy.fault = () => undefined;
    const again = await retryDelivery(dataset.as, failed.id);
    expect(await runToItsEnd(dataset.as, again)).toMatchObject({ state: "done", doneFiles: 3 });
    expect(Object.keys(await bucket.read())).toHaveLength(3);
    await proxy.close();
  });

  it("that cannot be reached fails it without the server's words", async () => {
    const dataset = await aDataset(ctx, { a: "x" });
    const failed = await runToItsEnd(
      dataset.as,
      await begin(dataset, aBucket(), { endpoint: "http://127.0.0.1:1" }),
    );
    expect(failed.failure).toMatchObject({ code: "bucket-unreachable" });
  });
});
