import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { aUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit } from "../../testing/repositories.ts";
import { getEntry } from "../reading/find-entries.ts";
import { setQuota } from "../storage/set-quota.ts";
import { aBucket, ALLOWS_TEST_SERVER } from "../../testing/bucket.ts";
import { runToItsEnd } from "../testing/run-transfers.ts";
import { listImports } from "./list-imports.ts";
import { aDataset, begin } from "./testing/a-dataset.ts";

const ctx = await testContext({
  environment: {
    ...ALLOWS_TEST_SERVER,
    GALLERY_IMPORT_FILES: "200",
    GALLERY_IMPORT_BYTES: "50000000",
  },
});
const admin = await aUser(ctx);
const MB = 1_000_000;

describe("PUB-12: a dataset from object storage", () => {
  it("brings everything at a path as one commit, small and large files alike", async () => {
    const dataset = await aDataset(ctx);
    const bucket = aBucket();
    const large = randomBytes(9 * MB);
    for (let number = 0; number < 40; number++) await bucket.put(`in/a/${number}.txt`, `${number}`);
    await bucket.put("in/数据/large.bin", large);
    await bucket.put("in/empty", "");
    await bucket.put("in/folder/", "");
    await bucket.put("other", "not meant");
    const begun = await begin(dataset, bucket, { path: "in/", folder: "raw" });
    expect(begun.state).toBe("queued");
    const done = await runToItsEnd(dataset.as, begun);
    expect(done).toMatchObject({
      state: "done",
      totalFiles: 42,
      doneFiles: 42,
      totalBytes: done.doneBytes,
      failure: null,
    });
    expect(await dataset.filesOf()).toHaveLength(42);
    expect(await dataset.textOf("raw/a/17.txt")).toBe("17");
    expect(await dataset.textOf("raw/empty")).toBe("");
    const at = { commit: done.commit ?? "", path: "raw/数据/large.bin" };
    const entry = await getEntry(dataset.as, dataset.repository, at);
    expect(entry.sha256).toBe(createHash("sha256").update(large).digest("hex"));
    expect((await listImports(dataset.as, dataset.repository, { limit: 10 })).items).toEqual([
      done,
    ]);
    const notices = await ctx.db
      .selectFrom("notices")
      .select(["kind", "path"])
      .where("account_id", "=", dataset.owner.accountId)
      .execute();
    const { owner, repository } = dataset;
    const path = `/datasets/${owner.name}/${repository.name}/imports`;
    expect(notices).toEqual([{ kind: "import-finished", path }]);
  });

  it("replaces files of the same names and leaves the others", async () => {
    const dataset = await aDataset(ctx);
    await aCommit(dataset.as, dataset.repository, { files: { a: "old", b: "stays" } });
    const bucket = aBucket();
    await bucket.put("a", "new");
    expect((await runToItsEnd(dataset.as, await begin(dataset, bucket))).state).toBe("done");
    expect(await dataset.filesOf()).toEqual(["a", "b"]);
    expect([await dataset.textOf("a"), await dataset.textOf("b")]).toEqual(["new", "stays"]);
  });

  it("refuses more files or bytes than one import may bring, before any comes", async () => {
    const dataset = await aDataset(ctx);
    const bucket = aBucket();
    for (let number = 0; number < 201; number++) await bucket.put(`many/${number}`, "x");
    for (let number = 0; number < 6; number++)
      await bucket.put(`big/${number}`, Buffer.alloc(9 * MB));
    for (const path of ["many/", "big/"]) {
      const failed = await runToItsEnd(dataset.as, await begin(dataset, bucket, { path }));
      expect(failed).toMatchObject({
        state: "failed",
        failure: { code: "source-too-large", extra: { importFiles: 200, importBytes: 50 * MB } },
      });
    }
    expect(await dataset.filesOf()).toEqual([]);
  });

  it("refuses a path where nothing is", async () => {
    const dataset = await aDataset(ctx);
    const failed = await runToItsEnd(dataset.as, await begin(dataset, aBucket(), { path: "no/" }));
    expect(failed.failure?.code).toBe("source-empty");
  });

  it("names what cannot be a path, and commits nothing", async () => {
    const dataset = await aDataset(ctx);
    const bucket = aBucket();
    await bucket.put("fine", "x");
    await bucket.put("a\\b", "x");
    await bucket.put(".git/config", "x");
    const failed = await runToItsEnd(dataset.as, await begin(dataset, bucket));
    expect(failed.failure).toMatchObject({ code: "source-names-invalid", extra: { nameCount: 2 } });
    expect(failed.failure?.names).toEqual([
      { name: ".git/config", reason: "not-a-path" },
      { name: "a\\b", reason: "not-a-path" },
    ]);
    expect(await dataset.filesOf()).toEqual([]);
  });

  it("refuses what the owner's quota does not hold, before any byte comes", async () => {
    const dataset = await aDataset(ctx);
    const bucket = aBucket();
    await bucket.put("a", Buffer.alloc(3 * MB));
    const quota = { kind: "own", bytes: 2 * MB } as const;
    await setQuota(ctx.as(admin), dataset.owner.name, quota);
    const failed = await runToItsEnd(dataset.as, await begin(dataset, bucket));
    expect(failed).toMatchObject({ failure: { code: "quota-exceeded" }, doneBytes: 0 });
  });
});
