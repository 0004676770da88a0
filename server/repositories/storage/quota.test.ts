import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { withTransaction } from "../../platform/database/index.ts";
import { aName, anOrdinaryUser, anOrganisation, aUser, viewerOf } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit, aRepository } from "../../testing/repositories.ts";
import { openUpload, renameRepository, setQuota, storeContent } from "../index.ts";
import { getOwnerStorage } from "./get-owner-storage.ts";
import { getRepositoryStorage } from "./get-repository-storage.ts";
import { listOwnerRepositories } from "./list-owner-repositories.ts";
import { listStorageOwners } from "./list-storage-owners.ts";
import { listStoredFiles } from "./list-stored-files.ts";

const DEFAULT_BYTES = 100_000;
const base = await testContext({ environment: { GALLERY_OWNER_BYTES: String(DEFAULT_BYTES) } });
const admin = await aUser(base);
const asAdmin = base.as(admin);

async function somebody() {
  const viewer = await anOrdinaryUser(base);
  const ctx = base.as(viewer);
  return { viewer, ctx, repository: await aRepository(ctx, { owner: viewer }) };
}

describe("REP-4: the quota of an owner", () => {
  it("is checked when an upload is opened, with the numbers", async () => {
    const { ctx, viewer, repository } = await somebody();
    await aCommit(ctx, repository, { files: { "a.bin": randomBytes(60_000) } });
    const refused = await expectProblem(
      openUpload(ctx, repository, { path: "b.bin", sizeBytes: 50_000 }),
      "quota-exceeded",
    );
    expect(refused.status).toBe(413);
    expect(refused.extra).toMatchObject({
      owner: viewer.name,
      quotaBytes: DEFAULT_BYTES,
      neededBytes: 50_000,
    });
    expect(refused.extra["usedBytes"]).toBeGreaterThan(60_000);
    expect(await openUpload(ctx, repository, { path: "b.bin", sizeBytes: 30_000 })).toMatchObject({
      state: "open",
    });
  });

  it("lets one of two uploads in that are opened at once and fit only one by one", async () => {
    const { ctx, viewer, repository } = await somebody();
    const other = await aRepository(ctx, { owner: viewer });
    const opened = await Promise.allSettled(
      [repository, other, repository, other].map((target, at) =>
        openUpload(ctx, target, { path: `${at}.bin`, sizeBytes: 60_000 }),
      ),
    );
    expect(opened.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("lets one of two commits in whose files fit only one by one", async () => {
    const { ctx, viewer, repository } = await somebody();
    const other = await aRepository(ctx, { owner: viewer });
    const made = await Promise.allSettled(
      [repository, other].map((target) =>
        aCommit(ctx, target, { files: { "a.txt": "x".repeat(60_000) } }),
      ),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { usedBytes } = await getOwnerStorage(ctx, viewer.name);
    expect(usedBytes).toBeLessThan(DEFAULT_BYTES);
  });

  it("does not count what the owner has already, and never refuses a deletion", async () => {
    const { ctx, viewer, repository } = await somebody();
    const other = await aRepository(ctx, { owner: viewer });
    const bytes = randomBytes(90_000);
    await aCommit(ctx, repository, { files: { "a.bin": bytes } });
    await aCommit(ctx, other, { files: { "a.bin": bytes } });
    await setQuota(asAdmin, viewer.name, { kind: "own", bytes: 10 });
    await expectProblem(aCommit(ctx, other, { files: { "b.txt": "more" } }), "quota-exceeded");
    const operations = [{ op: "delete" as const, path: "a.bin" }];
    expect(await aCommit(ctx, other, { operations })).toMatchObject({ isNew: true });
  });

  it("counts bytes that were sent and wait for their commit", async () => {
    const { ctx, repository } = await somebody();
    await storeContent(ctx, repository, { source: [randomBytes(70_000)], sizeBytes: 70_000 });
    const more = storeContent(ctx, repository, {
      source: [randomBytes(40_000)],
      sizeBytes: 40_000,
    });
    await expectProblem(more, "quota-exceeded");
  });

  it("is set by operators for one owner, also to none, and taken back", async () => {
    const { ctx, viewer, repository } = await somebody();
    const upload = () => openUpload(ctx, repository, { path: aName(), sizeBytes: 500_000 });
    await expectProblem(upload(), "quota-exceeded");
    expect(await setQuota(asAdmin, viewer.name, { kind: "own", bytes: null })).toMatchObject({
      quotaBytes: null,
      isOwnQuota: true,
    });
    await upload();
    const set = await setQuota(asAdmin, viewer.name, { kind: "default" });
    expect(set).toMatchObject({ quotaBytes: DEFAULT_BYTES, isOwnQuota: false });
    await expectProblem(upload(), "quota-exceeded");
    await expectProblem(setQuota(asAdmin, "nobody-at-all", { kind: "default" }), "not-found");
  });

  it("holds for an organisation, whoever of it uploads, and for what moves to it", async () => {
    const { ctx, viewer, repository } = await somebody();
    const organisation = await anOrganisation(ctx, { owner: viewer });
    const member = base.as(await viewerOf(base, viewer.name));
    const theirs = await aRepository(member, { owner: organisation });
    await setQuota(asAdmin, organisation.name, { kind: "own", bytes: 20_000 });
    const upload = openUpload(member, theirs, { path: "a.bin", sizeBytes: 30_000 });
    await expectProblem(upload, "quota-exceeded");
    await aCommit(ctx, repository, { files: { "a.bin": randomBytes(30_000) } });
    const to = { namespaceId: organisation.id };
    const moved = withTransaction(base.db, (trx) =>
      renameRepository(base, trx, { id: repository.id, to }),
    );
    await expectProblem(moved, "quota-exceeded");
  });

  it("outlives a change of the owner's name, and ends with the owner", async () => {
    const { ctx, viewer, repository } = await somebody();
    await aCommit(ctx, repository, { files: { "a.bin": randomBytes(1_000) } });
    await setQuota(asAdmin, viewer.name, { kind: "own", bytes: 7_777_777 });
    const name = aName("renamed");
    await base.db
      .updateTable("namespaces")
      .set({ name, name_key: name })
      .where("id", "=", viewer.accountId)
      .execute();
    const { usedBytes, quotaBytes } = await getOwnerStorage(asAdmin, name);
    expect([usedBytes > 1_000, quotaBytes]).toEqual([true, 7_777_777]);
    await base.db.deleteFrom("repositories").where("id", "=", repository.id).execute();
    await base.db.deleteFrom("namespaces").where("id", "=", viewer.accountId).execute();
    const left = base.db.selectFrom("namespace_storage").select("namespace_id");
    const rows = await left.where("namespace_id", "=", viewer.accountId).execute();
    expect(rows).toEqual([]);
  });
});

describe("REP-12: what is stored, for those who may know", () => {
  it("tells files by size, what history alone holds, and what a deletion frees", async () => {
    const { ctx, viewer, repository } = await somebody();
    const other = await aRepository(ctx, { owner: viewer });
    const [old, current, shared] = [randomBytes(3_000), randomBytes(2_000), randomBytes(1_000)];
    await aCommit(ctx, repository, { files: { "w.bin": old } });
    await aCommit(ctx, repository, { files: { "w.bin": current, "s.bin": shared } });
    await aCommit(ctx, other, { files: { "x.bin": shared } });
    const { items } = await listStoredFiles(ctx, repository, { limit: 2 });
    expect(items).toMatchObject([
      { path: "w.bin", sizeBytes: 3_000, isCurrent: false, isShared: false },
      { path: "w.bin", sizeBytes: 2_000, isCurrent: true, isShared: false },
    ]);
    const { nextCursor } = await listStoredFiles(ctx, repository, { limit: 2 });
    const rest = await listStoredFiles(ctx, repository, { limit: 2, cursor: nextCursor ?? "" });
    expect(rest.items).toMatchObject([{ path: "s.bin", isShared: true }]);
    const storage = await getRepositoryStorage(ctx, repository);
    expect(storage).toMatchObject({ heldBytes: 6_000, soleBytes: 5_000, historyBytes: 3_000 });
    expect(storage.freedByDeletion).toBe(5_000 + storage.gitBytes);
    const page = await listOwnerRepositories(ctx, viewer.name, { limit: 10 });
    expect(page.items.map(({ name }) => name)).toEqual([repository.name, other.name]);
  });

  it("lists the biggest owners for operators, page by page", async () => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listStorageOwners(base, { limit: 2, ...(cursor ? { cursor } : {}) });
      names.push(...page.items.map(({ owner }) => owner.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(names).size).toBe(names.length);
    const { items } = await listStorageOwners(base, { limit: 100 });
    const sizes = items.map(({ usedBytes }) => usedBytes);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it("is not there for strangers", async () => {
    const { viewer } = await somebody();
    const stranger = base.as(await anOrdinaryUser(base));
    await expectProblem(getOwnerStorage(stranger, viewer.name), "not-found");
    await expectProblem(listOwnerRepositories(stranger, viewer.name, { limit: 5 }), "not-found");
    await expectProblem(getOwnerStorage(base, viewer.name), "not-found");
  });
});
