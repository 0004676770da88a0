import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Transfer } from "#contract/repositories/transfer.ts";
import { startS3Proxy } from "../../platform/storage/testing/s3-proxy.ts";
import { requireTestS3 } from "../../platform/storage/testing/test-s3-settings.ts";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { getEntry } from "../reading/find-entries.ts";
import { aBucket, ALLOWS_TEST_SERVER, type TestBucket } from "../../testing/bucket.ts";
import { look, runToItsEnd } from "../testing/run-transfers.ts";
import { cancelImport, retryImport } from "./move-import.ts";
import { startImport } from "./start-import.ts";
import { aDataset, begin } from "./testing/a-dataset.ts";

const ctx = await testContext({ environment: ALLOWS_TEST_SERVER });
await aUser(ctx);
const MB = 1_000_000;

describe("PUB-12: while an import runs the source must not change", () => {
  /** Runs an import, and does something once its first object is read. */
  async function changing(change: (bucket: TestBucket) => Promise<void>) {
    const dataset = await aDataset(ctx);
    const bucket = aBucket();
    await bucket.put("a", Buffer.alloc(2 * MB, "a"));
    await bucket.put("b", Buffer.alloc(2 * MB, "b"));
    const { endpoint } = requireTestS3();
    const proxy = await startS3Proxy(endpoint ?? "");
    let changed: Promise<void> | undefined;
    proxy.fault = ({ method, path }) => {
      const isRead = method === "GET" && !path.includes("list-type");
      if (isRead) changed ??= change(bucket);
      return isRead ? { delayMs: 300 } : undefined;
    };
    const begun = await begin(dataset, bucket, { endpoint: proxy.url });
    const ended = await runToItsEnd(dataset.as, begun);
    await changed;
    proxy.fault = () => undefined;
    return { dataset, ended, proxy };
  }

  it("a file more fails it with both counts, and trying again brings the source as it is now", async () => {
    const { dataset, ended, proxy } = await changing((bucket) => bucket.put("c", "new"));
    expect(ended.failure).toMatchObject({
      code: "source-changed",
      extra: { beforeFiles: 2, afterFiles: 3, beforeBytes: 4 * MB, afterBytes: 4 * MB + 3 },
    });
    expect(await dataset.filesOf()).toEqual([]);
    const again = await retryImport(dataset.as, dataset.repository, ended.id);
    expect(again).toMatchObject({ state: "queued", failure: null, endedAt: null });
    expect(await runToItsEnd(dataset.as, again)).toMatchObject({ state: "done", doneFiles: 3 });
    expect(await dataset.filesOf()).toEqual(["a", "b", "c"]);
    await proxy.close();
  });

  it("a file less fails it", async () => {
    const { ended, dataset, proxy } = await changing((bucket) => bucket.remove("b"));
    expect(ended.failure?.code).toBe("source-changed");
    expect(await dataset.filesOf()).toEqual([]);
    await proxy.close();
  });

  it("other bytes of the same size fail it, naming the file", async () => {
    const { ended, dataset, proxy } = await changing((bucket) =>
      bucket.put("b", Buffer.alloc(2 * MB, "c")),
    );
    expect(ended.failure).toMatchObject({
      code: "source-changed",
      names: [{ name: "b", reason: "changed" }],
    });
    expect(await dataset.filesOf()).toEqual([]);
    await proxy.close();
  });
});

describe("PUB-12: an import that does not come to its end", () => {
  it("takes a cut connection up where it broke", async () => {
    const dataset = await aDataset(ctx);
    const bucket = aBucket();
    const bytes = randomBytes(3 * MB);
    await bucket.put("a", bytes);
    const proxy = await startS3Proxy(requireTestS3().endpoint ?? "");
    let cuts = 0;
    proxy.fault = ({ method, path }) =>
      method === "GET" && path.includes("/a") && !path.includes("list-type") && cuts++ < 2
        ? { cutAnswerAfter: MB }
        : undefined;
    const done = await runToItsEnd(
      dataset.as,
      await begin(dataset, bucket, { endpoint: proxy.url }),
    );
    expect({ state: done.state, cuts }).toEqual({ state: "done", cuts: 3 });
    const entry = await getEntry(dataset.as, dataset.repository, {
      commit: done.commit ?? "",
      path: "a",
    });
    expect(entry.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    await proxy.close();
  });

  it("says that the key may not read, and nothing of what the server answered", async () => {
    const dataset = await aDataset(ctx);
    const bucket = aBucket();
    await bucket.put("a", "x");
    const proxy = await startS3Proxy(requireTestS3().endpoint ?? "");
    proxy.fault = ({ path }) =>
      path.includes("list-type") ? undefined : { answer: 403, code: "AccessDenied" };
    const failed = await runToItsEnd(
      dataset.as,
      await begin(dataset, bucket, { endpoint: proxy.url }),
    );
    expect(failed.failure).toMatchObject({ code: "bucket-refused", extra: { reason: "denied" } });
    expect(JSON.stringify(failed)).not.toContain("by the test");
    await proxy.close();
  });

  it("stops in the middle of a file when it is cancelled, and commits nothing", async () => {
    const dataset = await aDataset(ctx);
    const bucket = aBucket();
    await bucket.put("a", Buffer.alloc(2 * MB));
    const proxy = await startS3Proxy(requireTestS3().endpoint ?? "");
    const begun = await begin(dataset, bucket, { endpoint: proxy.url });
    let cancelling: Promise<Transfer> | undefined;
    proxy.fault = ({ path }) => {
      if (path.includes("list-type")) return undefined;
      cancelling ??= cancelImport(dataset.as, dataset.repository, begun.id);
      return { delayMs: 20_000 };
    };
    const ended = await runToItsEnd(dataset.as, begun);
    expect((await cancelling)?.state).toBe("cancelled");
    expect(ended.state).toBe("cancelled");
    expect(await dataset.filesOf()).toEqual([]);
    await expectProblem(
      cancelImport(dataset.as, dataset.repository, begun.id),
      "transfer-state-wrong",
    );
    await proxy.close();
  });

  it("goes on where a stopping server has left it, without bringing what has come", async () => {
    const dataset = await aDataset(ctx);
    const bucket = aBucket();
    await bucket.put("a", Buffer.alloc(2 * MB, "a"));
    for (const name of ["x", "y", "z"]) await bucket.put(name, Buffer.alloc(2 * MB, name));
    const proxy = await startS3Proxy(requireTestS3().endpoint ?? "");
    const begun = await begin(dataset, bucket, { endpoint: proxy.url });
    const stopping = new AbortController();
    const read: string[] = [];
    proxy.fault = ({ path }) => {
      if (path.includes("list-type")) return undefined;
      read.push(path);
      // The last one never arrives in time.
      if (!path.includes("/z")) return undefined;
      setTimeout(() => stopping.abort(), 1000);
      return { delayMs: 20_000 };
    };
    expect(await runToItsEnd(dataset.as, begun, stopping.signal)).toMatchObject({
      state: "queued",
      totalFiles: 4,
    });
    read.length = 0;
    proxy.fault = ({ path }) => void (path.includes("list-type") || read.push(path));
    expect(await runToItsEnd(dataset.as, begun)).toMatchObject({ state: "done", doneFiles: 4 });
    expect(read).toHaveLength(1);
    expect(await dataset.filesOf()).toEqual(["a", "x", "y", "z"]);
    await proxy.close();
  });

  it("commits nothing for who may no longer write", async () => {
    const dataset = await aDataset(ctx);
    const stranger = await anOrdinaryUser(ctx);
    const bucket = aBucket();
    await bucket.put("a", "x");
    const connection = await bucket.connect(ctx.as(stranger));
    const source = { kind: "object-storage", connection: connection.id, path: "" } as const;
    const input = { source, folder: "", title: "" };
    // The right was there when it began: the use-case gets the repository from the door.
    const begun = await startImport(ctx.as(stranger), dataset.repository, input);
    const failed = await runToItsEnd(ctx, begun);
    expect(failed.failure?.code).toBe("not-found");
    expect(await dataset.filesOf()).toEqual([]);
    expect((await look(ctx, begun)).state).toBe("failed");
  });

  it("tells who began it", async () => {
    const dataset = await aDataset(ctx);
    const failed = await runToItsEnd(dataset.as, await begin(dataset, aBucket(), { path: "no/" }));
    const notices = await ctx.db
      .selectFrom("notices")
      .select(["kind", "path"])
      .where("account_id", "=", dataset.owner.accountId)
      .execute();
    const { ownerName, name } = dataset.repository;
    expect(notices).toEqual([
      { kind: "import-failed", path: `/datasets/${ownerName}/${name}/imports` },
    ]);
    expect(failed.state).toBe("failed");
  });
});
