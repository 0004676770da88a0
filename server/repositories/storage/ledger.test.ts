import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser, anOrganisation, viewerOf } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository } from "../../testing/repositories.ts";
import { collectStorage } from "../collecting/collect-storage.ts";
import {
  createBranch,
  createTag,
  deleteBranch,
  deleteRepository,
  renameRepository,
  type Repository,
} from "../index.ts";
import { findUsage } from "../store/ledger.ts";
import { checkLedger } from "./check-ledger.ts";

const hourMs = 3_600_000;
const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

const storageOf = ({ id }: Repository) =>
  base.db
    .selectFrom("repository_storage")
    .select(["held_bytes as held", "sole_bytes as sole"])
    .where("repository_id", "=", id)
    .executeTakeFirst();
const contentBytes = async (namespaceId: number) => {
  const row = await base.db
    .selectFrom("namespace_storage")
    .select("content_bytes")
    .where("namespace_id", "=", namespaceId)
    .executeTakeFirst();
  return row?.content_bytes ?? 0;
};

/** After every test: what is kept is what the rows add up to, and nothing is left of what goes. */
afterEach(async () => {
  const { drifts, wrongOwners, misnotedContents } = await checkLedger(base, { repairs: false });
  const left = await base.db.selectFrom("repositories").select("id").execute();
  for (const { id } of left) await withTransaction(base.db, (trx) => deleteRepository(trx, id));
  const { usedBytes } = await findUsage(base.db, alice.accountId);
  if (drifts.length + wrongOwners + misnotedContents + usedBytes === 0) return;
  throw new Error(
    `the ledger drifted: ${JSON.stringify({ drifts, wrongOwners, misnotedContents, usedBytes })}`,
  );
});

describe("REP-12: the storage ledger", () => {
  it("counts a content once for its owner, and as sole only where one repository has it", async () => {
    const first = await aRepository(ctx, { owner: alice });
    const second = await aRepository(ctx, { owner: alice });
    const shared = randomBytes(1_000);
    await aCommit(ctx, first, { files: { "a.bin": shared, "b.bin": shared } });
    expect(await storageOf(first)).toEqual({ held: 1_000, sole: 1_000 });
    await aCommit(ctx, second, { files: { "c.bin": shared, "d.bin": randomBytes(300) } });
    expect(await storageOf(first)).toEqual({ held: 1_000, sole: 0 });
    expect(await storageOf(second)).toEqual({ held: 1_300, sole: 300 });
    expect(await contentBytes(alice.accountId)).toBe(1_300);
    await withTransaction(ctx.db, (trx) => deleteRepository(trx, second.id));
    expect(await storageOf(first)).toEqual({ held: 1_000, sole: 1_000 });
    expect(await contentBytes(alice.accountId)).toBe(1_000);
  });

  it("counts three holders down to one", async () => {
    const bytes = randomBytes(500);
    const made: Repository[] = [];
    for (let at = 0; at < 3; at++) {
      const repository = await aRepository(ctx, { owner: alice });
      await aCommit(ctx, repository, { files: { "x.bin": bytes } });
      made.push(repository);
    }
    const [one, two, three] = made;
    if (!one || !two || !three) throw new Error("three were made");
    await withTransaction(ctx.db, (trx) => deleteRepository(trx, one.id));
    expect(await storageOf(three)).toEqual({ held: 500, sole: 0 });
    await withTransaction(ctx.db, (trx) => deleteRepository(trx, two.id));
    expect(await storageOf(three)).toEqual({ held: 500, sole: 500 });
  });

  it("counts git objects, packs and annotated tags, and what a sweep frees of them", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { "a.txt": "1", "p.txt": "x".repeat(40_000) } });
    await createTag(ctx, repository, { name: "v1", message: "First" });
    const { usedBytes } = await findUsage(ctx.db, alice.accountId);
    expect(usedBytes).toBeGreaterThan(40_000);
    await createBranch(ctx, repository, { name: "side" });
    await aCommit(ctx, repository, {
      branch: "side",
      files: { "s.txt": "y".repeat(50_000), "t.bin": randomBytes(700) },
    });
    await deleteBranch(ctx, repository, "side");
    const later = ctx.later(25 * hourMs);
    expect(await collectStorage(later)).toMatchObject({ packs: 1 });
    expect((await findUsage(ctx.db, alice.accountId)).usedBytes).toBe(usedBytes);
  });

  it("counts for the new owner when a repository moves", async () => {
    const organisation = await anOrganisation(ctx, { owner: alice });
    const acting = base.as(await viewerOf(base, alice.name));
    const stays = await aRepository(acting, { owner: alice });
    const moves = await aRepository(acting, { owner: alice });
    const shared = randomBytes(900);
    await aCommit(acting, stays, { files: { "a.bin": shared } });
    await aCommit(acting, moves, { files: { "a.bin": shared, "b.txt": "text" } });
    const to = { namespaceId: organisation.id };
    await withTransaction(ctx.db, (trx) => renameRepository(ctx, trx, { id: moves.id, to }));
    expect(await contentBytes(alice.accountId)).toBe(900);
    expect(await contentBytes(organisation.id)).toBe(900);
    expect(await storageOf(stays)).toEqual({ held: 900, sole: 900 });
    expect(await storageOf(moves)).toEqual({ held: 900, sole: 900 });
  });

  it("agrees after many writers at once in repositories that share contents", async () => {
    const pool = Array.from({ length: 6 }, () => randomBytes(200));
    const repositories = await Promise.all(
      Array.from({ length: 4 }, () => aRepository(ctx, { owner: alice })),
    );
    await Promise.all(
      repositories.flatMap((repository, at) =>
        [0, 1, 2].map((turn) => {
          const chosen = pool.filter((_, index) => (index + at + turn) % 2 === 0);
          const files = Object.fromEntries(chosen.map((bytes, i) => [`${turn}/${i}.bin`, bytes]));
          return aCommit(ctx, repository, { files });
        }),
      ),
    );
    expect(await contentBytes(alice.accountId)).toBe(1_200);
  });

  it("finds and mends figures that are wrong", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { "a.bin": randomBytes(1_000) } });
    await base.db.updateTable("repository_storage").set({ held_bytes: 7 }).execute();
    await base.db.updateTable("namespace_contents").set({ repository_count: 3 }).execute();
    await base.db.updateTable("contents").set({ unreferenced_since: new Date() }).execute();
    const found = await checkLedger(base, { repairs: true });
    expect(found).toMatchObject({ wrongOwners: 1, misnotedContents: 1 });
    expect(found.drifts).toMatchObject([
      { repositoryId: repository.id, kept: { heldBytes: 7 }, actual: { heldBytes: 1_000 } },
    ]);
  });
});
