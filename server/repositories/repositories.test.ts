import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { withTransaction } from "../platform/database/index.ts";
import { anOrdinaryUser } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { aCommit, aRepository } from "../testing/repositories.ts";
import {
  createRepository,
  findEntries,
  findHead,
  findRepository,
  getRepositoryById,
  readSmallFile,
  renameRepository,
  type Repository,
} from "./index.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const bob = await anOrdinaryUser(base);
const ctx = base.as(alice);

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (isProblem(error) ? error.code : String(error)),
  );

const find = (owner: string, name: string) => findRepository(ctx, { kind: "model", owner, name });

describe("a repository", () => {
  it("REP-1: has a name that is unique in its namespace per kind, in any case", async () => {
    await aRepository(ctx, { owner: alice, name: "Name" });
    const taken = (owner: typeof alice, kind: "model" | "dataset", name: string) =>
      codeOf(aRepository(ctx, { owner, kind, name }));
    expect(await taken(alice, "model", "nAME")).toBe("asset-name-taken");
    expect(await taken(alice, "dataset", "Name")).toBe("ok");
    expect(await taken(bob, "model", "Name")).toBe("ok");
  });

  it("REP-2: is found by its old address after a rename, until that name is taken", async () => {
    const first = await aRepository(ctx, { owner: alice, name: "old-name" });
    await withTransaction(ctx.db, (trx) =>
      renameRepository(ctx, trx, { id: first.id, to: { name: "new-name" } }),
    );
    expect(await find(alice.name, "OLD-name")).toMatchObject({
      movedTo: true,
      repository: { id: first.id, name: "new-name" },
    });
    expect(await find(alice.name, "new-name")).toMatchObject({ movedTo: false });
    const second = await aRepository(ctx, { owner: alice, name: "old-name" });
    expect((await find(alice.name, "old-name"))?.repository.id).toBe(second.id);
    const rename = withTransaction(ctx.db, (trx) =>
      renameRepository(ctx, trx, { id: second.id, to: { name: "New-Name" } }),
    );
    expect(await codeOf(rename)).toBe("asset-name-taken");
    const back = await withTransaction(ctx.db, (trx) =>
      renameRepository(ctx, trx, { id: second.id, to: { name: "third" } }),
    );
    expect(back.name).toBe("third");
  });

  it("REP-2: changes only the case of its name without a redirect to itself", async () => {
    const made = await aRepository(ctx, { owner: alice, name: "casing" });
    await withTransaction(ctx.db, (trx) =>
      renameRepository(ctx, trx, { id: made.id, to: { name: "Casing" } }),
    );
    expect(await find(alice.name, "casing")).toMatchObject({
      movedTo: false,
      repository: { name: "Casing" },
    });
  });

  it("REP-2: takes its rights to another owner", async () => {
    const made = await aRepository(ctx, { owner: alice });
    const to = { namespaceId: bob.accountId };
    const moved = await withTransaction(ctx.db, (trx) =>
      renameRepository(ctx, trx, { id: made.id, to }),
    );
    expect(moved.ownerName).toBe(bob.name);
    expect((await find(alice.name, made.name))?.level).toBe(0);
    const theirs = await findRepository(base.as(bob), {
      kind: "model",
      owner: bob.name,
      name: made.name,
    });
    expect(theirs?.level).toBe(4);
  });
});

describe("a commit inside another transaction", () => {
  const files = { "README.md": "# Hi", "a.bin": randomBytes(20), "b.txt": "x".repeat(20_000) };

  it("REP-1: makes a repository and its files together", async () => {
    const { repository, commit } = await withTransaction(ctx.db, async (trx) => {
      const input = { namespaceId: alice.accountId, kind: "model", name: "together" } as const;
      const made = await createRepository(trx, input);
      return { repository: made, ...(await aCommit(ctx, made, { files, trx })) };
    });
    for (const [path, content] of Object.entries(files)) {
      const bytes = await readSmallFile(ctx, repository, { commit, path });
      expect(bytes, path).toEqual(Buffer.from(content));
    }
  });

  it("REP-3: leaves nothing when that one fails", async () => {
    const failed = withTransaction(ctx.db, async (trx) => {
      const input = { namespaceId: alice.accountId, kind: "model", name: "undone" } as const;
      await aCommit(ctx, await createRepository(trx, input), { files, trx });
      throw new Error("undo");
    });
    await expect(failed).rejects.toThrow("undo");
    expect(await find(alice.name, "undone")).toBeUndefined();
  });

  it("REP-3: needs no second connection, however many there are at once", async () => {
    const made = Array.from({ length: 25 }, (_, at) =>
      withTransaction(ctx.db, async (trx) => {
        const name = `many-${at}`;
        const input = { namespaceId: alice.accountId, kind: "model", name } as const;
        const repository = await createRepository(trx, input);
        const own = { ...files, "own.bin": Buffer.from([0, at]) };
        await aCommit(ctx, repository, { files: own, trx });
        return repository;
      }),
    );
    const repositories: Repository[] = await Promise.all(made);
    const heads = await Promise.all(repositories.map((repository) => findHead(ctx, repository)));
    expect(heads.every((head) => head !== null)).toBe(true);
  });
});

it("REP-4: 20,000 files are one commit, and one more file costs by its path alone", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const files: Record<string, string> = {};
  for (let at = 0; at < 19_999; at++) files[`d${at % 100}/f${at}.txt`] = `file ${at}\n`;
  const { commit } = await aCommit(ctx, repository, { files });
  expect(await getRepositoryById(ctx.db, repository.id)).toMatchObject({ fileCount: 20_000 });
  const { commit: next } = await aCommit(ctx, repository, { files: { "d7/new.txt": "1" } });
  const rows = await ctx.db
    .selectFrom("path_entries")
    .select("path")
    .where("repository_id", "=", repository.id)
    .where("last_commit", "=", Buffer.from(next, "hex"))
    .orderBy("path")
    .execute();
  expect(rows.map(({ path }) => path)).toEqual(["d7", "d7/new.txt"]);
  const [entry] = await findEntries(ctx, repository, { commit, paths: ["d7/f7.txt"] });
  expect(entry?.sizeBytes).toBe(7);
}, 60_000);
