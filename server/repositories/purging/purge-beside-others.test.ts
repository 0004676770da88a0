import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { PurgeTarget } from "#contract/repositories/purge.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit, aRepository } from "../../testing/repositories.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { collectOrphans } from "../contents/collect-orphans.ts";
import { markUnreferenced } from "../store/collection.ts";
import { collectStorage } from "../collecting/collect-storage.ts";
import { openFile, readHeldContent, readSmallFile, type Repository } from "../index.ts";
import { checkLedger } from "../storage/check-ledger.ts";
import { planPurge } from "./plan-purge.ts";
import { purgeContents } from "./purge-contents.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

const HISTORY: PurgeTarget = { kind: "history" };
const nameOf = ({ ownerName, name }: Repository) => `${ownerName}/${name}`;

/** As an owner does it: the plan is read, then confirmed. */
async function purge(at: TestContext, repository: Repository, target: PurgeTarget) {
  const { plan } = await planPurge(at, repository, target);
  return purgeContents(at, repository, { target, plan, confirmation: nameOf(repository) });
}

const DELETE = (path: string) => ({ operations: [{ op: "delete" as const, path }] });

describe("REP-7: a purge beside downloads, commits and kills", () => {
  it("lets a running download finish, and refuses the next", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const bytes = randomBytes(3_000_000);
    const { commit } = await aCommit(ctx, repository, { files: { "w.bin": bytes } });
    await aCommit(ctx, repository, DELETE("w.bin"));
    const file = await openFile(ctx, repository, { commit, path: "w.bin" });
    const reading = file.read()[Symbol.asyncIterator]();
    const first = await reading.next();
    await purge(ctx, repository, { kind: "paths", paths: ["w.bin"] });
    expect(await collectStorage(ctx)).toMatchObject({ contents: 1 });
    const chunks = [first.value as Uint8Array];
    for (let next = await reading.next(); next.done !== true; next = await reading.next()) {
      chunks.push(next.value);
    }
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    await expectProblem(openFile(ctx, repository, { commit, path: "w.bin" }), "content-purged");
    const sha256 = file.etag;
    await expectProblem(readHeldContent(ctx, repository, sha256), "content-purged");
  });

  it("is done whole or not at all when commits run beside it", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const bytes = randomBytes(2_000);
    const { commit } = await aCommit(ctx, repository, {
      files: { "w.bin": bytes, "w.txt": "text" },
    });
    await aCommit(ctx, repository, {
      operations: [
        { op: "delete", path: "w.bin" },
        { op: "delete", path: "w.txt" },
      ],
    });
    const [, ...heads] = await Promise.all([
      purge(ctx, repository, HISTORY).catch(() => null),
      ...[0, 1, 2].map((at) =>
        aCommit(ctx, repository, { files: { [`${at}/w.bin`]: bytes, [`${at}/w.txt`]: "text" } }),
      ),
    ]);
    await collectStorage(ctx);
    for (const [at, head] of heads.entries()) {
      const read = (path: string) => readSmallFile(ctx, repository, { commit: head.commit, path });
      expect(await read(`${at}/w.bin`)).toEqual(bytes);
      expect((await read(`${at}/w.txt`))?.toString()).toBe("text");
    }
    expect(await readSmallFile(ctx, repository, { commit, path: "w.bin" }), "sent again").toEqual(
      bytes,
    );
    expect(await checkLedger(base, { repairs: false })).toMatchObject({ wrongOwners: 0 });
  });

  it("goes on where a killed collector left it, and again", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const { commit } = await aCommit(ctx, repository, {
      files: {
        "w.bin": randomBytes(800),
        "t.txt": randomBytes(20_000).toString("hex"),
        "o.txt": randomBytes(20_000).toString("hex"),
      },
    });
    await aCommit(ctx, repository, {
      operations: [
        { op: "delete", path: "w.bin" },
        { op: "delete", path: "t.txt" },
      ],
    });
    await purge(ctx, repository, { kind: "paths", paths: ["w.bin", "t.txt"] });
    // Marked, and then the process was gone; the bytes were removed, and then it was gone.
    const doomed = await withTransaction(ctx.db, (trx) =>
      markUnreferenced(trx, { unwantedSince: new Date(0 + 1000), limit: 10 }),
    );
    expect(doomed).toHaveLength(1);
    await ctx.store.remove(doomed[0]?.objectKey ?? "");
    // A pack was written anew, and then the process was gone before it was named.
    await ctx.store.write([randomBytes(10)]);
    const later = ctx.later(25 * 3_600_000);
    expect(await collectStorage(later)).toMatchObject({ contents: 1, packs: 1 });
    expect(await collectStorage(later)).toMatchObject({ contents: 0, packs: 0, gitObjects: 0 });
    expect(await collectOrphans(later)).toEqual({ orphans: 1 });
    await expectProblem(
      readSmallFile(ctx, repository, { commit, path: "w.bin" }),
      "content-purged",
    );
    expect(await checkLedger(base, { repairs: false })).toMatchObject({
      wrongOwners: 0,
      misnotedContents: 0,
    });
  });
});
