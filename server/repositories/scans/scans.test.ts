import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handleAccountJobs } from "../../accounts/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { fixture, SYSTEM } from "../../platform/formats/pickle/testing/pickles.ts";
import { aUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository } from "../../testing/repositories.ts";
import {
  createBranch,
  deleteRepository,
  findHead,
  findScanFindings,
  getScanSummary,
  handleRepositoryJobs,
  handleScanJobs,
  subscribeScans,
} from "../index.ts";
import type { Repository } from "../repository.ts";
import { markUnreferenced, removeDoomed } from "../store/collection.ts";
import { getFileScan } from "./get-file-scan.ts";
import { ATTEMPTS, LEASE_MS, SCANNER_VERSION } from "./limits.ts";
import { registerFiles } from "./register-files.ts";
import { claimScans, listRepositoriesWithDue, requeueOutdated } from "./store/queue.ts";

const base = await testContext();
const alice = await aUser(base);
const ctx = base.as(alice);
const NEVER = { state: "queued", level: null, report: null, failure: null, scannedAt: null };

beforeAll(async () => {
  subscribeScans(base);
  handleScanJobs(base);
  handleRepositoryJobs(base);
  handleAccountJobs(base);
  await base.jobs.start();
});
afterAll(() => base.jobs.stop());

/** The scan of a file once the workers are done with it. */
async function scanOf(repository: Repository, path: string, revision = "main") {
  await ctx.events.deliverPending();
  await expect
    .poll(async () => (await getFileScan(ctx, repository, { revision, path })).state, {
      timeout: 10_000,
    })
    .not.toMatch(/queued|scanning/);
  return getFileScan(ctx, repository, { revision, path });
}

async function repositoryWith(files: Record<string, string | Uint8Array>): Promise<Repository> {
  const repository = await aRepository(ctx, { owner: alice });
  await aCommit(ctx, repository, { files });
  return repository;
}

const rows = () => ctx.db.selectFrom("file_scans").selectAll().orderBy("id").execute();

describe("PLT-5: every commit is scanned", () => {
  it("PLT-5: small and large files, whatever their names say", async () => {
    const repository = await repositoryWith({
      "weights.bin": await fixture("evil-checkpoint.pt"),
      "ok.pt": await fixture("checkpoint.pt"),
      "notes.txt": SYSTEM,
    });
    expect(await getFileScan(ctx, repository, { revision: "main", path: "ok.pt" })).toEqual(NEVER);
    const evil = await scanOf(repository, "weights.bin");
    expect(evil).toMatchObject({
      level: "dangerous",
      failure: null,
      scannedAt: expect.any(String),
    });
    expect(evil.report?.imports).toContainEqual({
      module: "posix",
      name: "system",
      level: "dangerous",
      isCalled: true,
      place: "evil-checkpoint/data.pkl",
    });
    expect(evil.report?.malware).toEqual({ state: "not-configured", signature: null });
    expect(await scanOf(repository, "ok.pt")).toMatchObject({ level: "safe" });
    expect(await scanOf(repository, "notes.txt")).toMatchObject({ level: "dangerous" });
  });

  it("PLT-5: also on other branches", async () => {
    const repository = await repositoryWith({ "a.txt": "a" });
    await createBranch(ctx, repository, { name: "other" });
    await aCommit(ctx, repository, { branch: "other", files: { "b.pkl": SYSTEM } });
    expect(await scanOf(repository, "b.pkl", "other")).toMatchObject({ level: "dangerous" });
  });

  it("PLT-5: a content is scanned once over all repositories", async () => {
    const bytes = randomBytes(2000);
    const first = await repositoryWith({ "a.bin": bytes });
    const { scannedAt } = await scanOf(first, "a.bin");
    const before = (await rows()).length;
    const second = await repositoryWith({ "other.bin": bytes });
    await ctx.events.deliverPending();
    expect(
      (await getFileScan(ctx, second, { revision: "main", path: "other.bin" })).scannedAt,
    ).toBe(scannedAt);
    expect(await scanOf(second, ".gitattributes")).toMatchObject({ level: "safe" });
    expect((await rows()).length).toBe(before + 1);
  });

  it("PLT-5: a secret is told by its line and never repeated", async () => {
    const secret = `hf_og${randomBytes(20).toString("hex")}`;
    const repository = await repositoryWith({
      "config.py": `import os\r\n\r\nTOKEN = "${secret}"\r\n`,
    });
    const scan = await scanOf(repository, "config.py");
    expect(scan.report?.secrets).toEqual([
      { rule: "gallery-token", line: 3, masked: "hf_o********" },
    ]);
    expect(scan.level).toBe("suspicious");
    expect(JSON.stringify(await rows())).not.toContain(secret);
  });

  it("PLT-5: a packing that is not opened is odd under a checkpoint's name only", async () => {
    const sealed = Buffer.concat([Buffer.from("377abcaf271c", "hex"), randomBytes(600)]);
    const repository = await repositoryWith({ "data.7z": sealed, "model.pt": sealed });
    expect(await scanOf(repository, "data.7z")).toMatchObject({
      level: "safe",
      report: { sealed: "7z" },
    });
    expect(await scanOf(repository, "model.pt")).toMatchObject({ level: "suspicious" });
    const { files } = await getScanSummary(ctx, repository);
    expect(files).toMatchObject([{ path: "model.pt", level: "suspicious" }]);
  });
});

describe("PLT-5: what was found", () => {
  it("PLT-5: is listed gravest first, and what waits is counted", async () => {
    const repository = await repositoryWith({
      "a/est.joblib": await fixture("estimator.joblib"),
      "b/evil.pkl": await fixture("evil-4.pkl"),
      "b/copy.pkl": await fixture("evil-4.pkl"),
      "ok.pkl": await fixture("ordinary-4.pkl"),
    });
    expect(await getScanSummary(ctx, repository)).toEqual({ waiting: 5, files: [], isCut: false });
    const large = { ...repository, fileCount: 1_000_000 };
    expect(await getScanSummary(ctx, large), "nothing is queued yet").toMatchObject({ waiting: 0 });
    await registerFiles(ctx, {
      repositoryId: repository.id,
      before: null,
      after: await findHead(ctx, repository),
    });
    expect(await getScanSummary(ctx, large), "by content").toMatchObject({ waiting: 4 });
    await scanOf(repository, "ok.pkl");
    await expect.poll(async () => (await getScanSummary(ctx, repository)).waiting).toBe(0);
    const { files } = await getScanSummary(ctx, repository);
    expect(files.map(({ path, level }) => `${path} ${level}`)).toEqual([
      "b/copy.pkl dangerous",
      "b/evil.pkl dangerous",
      "a/est.joblib suspicious",
    ]);
    const findings = await findScanFindings(ctx.db, repository.id);
    expect(findings).toMatchObject({
      waiting: 0,
      dangerous: [
        { path: "b/copy.pkl", imports: ["posix.system"] },
        { path: "b/evil.pkl", imports: ["posix.system"] },
      ],
      suspicious: ["a/est.joblib"],
    });
  });

  it("PLT-5: goes with the repository, and with the content when nobody holds it", async () => {
    const repository = await repositoryWith({ "a.bin": randomBytes(2000), "a.txt": "text" });
    await scanOf(repository, "a.bin");
    const ids = new Set((await rows()).map(({ id }) => id));
    await withTransaction(ctx.db, (trx) => deleteRepository(trx, repository.id));
    const left = (await rows()).filter(({ id }) => ids.has(id));
    expect(left.filter(({ repository_id }) => repository_id === repository.id)).toEqual([]);
    const unwantedSince = new Date(Date.now() + 60_000);
    const doomed = await withTransaction(ctx.db, (trx) =>
      markUnreferenced(trx, { unwantedSince, limit: 100 }),
    );
    expect(doomed.length).toBeGreaterThan(0);
    for (const content of doomed) await removeDoomed(ctx.db, content);
    const contents = (await rows()).map(({ content_id }) => content_id);
    for (const { id } of doomed) expect(contents).not.toContain(id);
  });
});

describe("PLT-5: the queue", () => {
  const due = async (repository: Repository) => (await claimScans(ctx.db, repository.id))[0];
  const aWaitingFile = async () => {
    const repository = await repositoryWith({ "a.txt": SYSTEM });
    await scanOf(repository, "a.txt");
    await sql`update file_scans set state = 'queued' where repository_id = ${repository.id}
      and oid in (select oid from path_entries where path = 'a.txt')`.execute(ctx.db);
    return repository;
  };
  const setStarted = (id: number, ago: number, attempts: number) =>
    ctx.db
      .updateTable("file_scans")
      .set({ started_at: new Date(Date.now() - ago), attempts })
      .where("id", "=", id)
      .execute();

  it("PLT-5: gives a file to one process at a time", async () => {
    const repository = await aWaitingFile();
    const claims = await Promise.all([due(repository), due(repository), due(repository)]);
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  it("PLT-5: takes up what a process has left in the middle", async () => {
    const repository = await aWaitingFile();
    const claim = await due(repository);
    expect(await listRepositoriesWithDue(ctx.db)).not.toContain(repository.id);
    await setStarted(claim?.id ?? 0, LEASE_MS + 1000, 1);
    expect(await listRepositoriesWithDue(ctx.db)).toContain(repository.id);
    expect(await due(repository)).toMatchObject({ id: claim?.id, attempts: 2 });
  });

  it("PLT-5: gives up a file that ends the scan again and again", async () => {
    const repository = await aWaitingFile();
    const claim = await due(repository);
    await setStarted(claim?.id ?? 0, LEASE_MS + 1000, ATTEMPTS);
    await aCommit(ctx, repository, { files: { "b.txt": "b" } });
    await expect
      .poll(async () => {
        await ctx.events.deliverPending();
        return getFileScan(ctx, repository, { revision: "main", path: "a.txt" });
      })
      .toMatchObject({ state: "failed", failure: "crashed", level: null });
    expect((await getScanSummary(ctx, repository)).files).toMatchObject([{ state: "failed" }]);
  });

  it("PLT-5: brings back what an older scanner has seen", async () => {
    const repository = await repositoryWith({ "a.txt": SYSTEM });
    await scanOf(repository, "a.txt");
    const ofRepository = () =>
      ctx.db
        .selectFrom("file_scans")
        .select(["state", "scanner_version"])
        .where("repository_id", "=", repository.id)
        .execute();
    expect(await ofRepository()).toContainEqual({
      state: "done",
      scanner_version: SCANNER_VERSION,
    });
    await ctx.db
      .updateTable("file_scans")
      .set({ scanner_version: SCANNER_VERSION - 1 })
      .where("repository_id", "=", repository.id)
      .execute();
    await requeueOutdated(ctx.db, { wantsMalwareScan: false });
    expect(new Set((await ofRepository()).map(({ state }) => state))).toEqual(new Set(["queued"]));
    expect(await listRepositoriesWithDue(ctx.db)).toContain(repository.id);
  });

  it("PLT-5: brings back what no virus scanner has seen, once there is one", async () => {
    const repository = await repositoryWith({ "a.txt": SYSTEM });
    await scanOf(repository, "a.txt");
    await requeueOutdated(ctx.db, { wantsMalwareScan: false });
    expect(await listRepositoriesWithDue(ctx.db)).not.toContain(repository.id);
    await requeueOutdated(ctx.db, { wantsMalwareScan: true });
    expect(await listRepositoriesWithDue(ctx.db)).toContain(repository.id);
  });
});
