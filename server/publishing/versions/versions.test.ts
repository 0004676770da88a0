import { createHash, randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import {
  collectStorage,
  createBranch,
  createTag,
  deleteBranch,
  deleteTag,
  listRefs,
  purgeFiles,
  readSmallFile,
  requireRepository,
  resolveRevision,
  squashBranch,
} from "../../repositories/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit } from "../../testing/repositories.ts";
import { settle } from "../../testing/settle.ts";
import { addVersion } from "./add-version.ts";
import { discardVersion } from "./discard-version.ts";
import { editVersion } from "./edit-version.ts";
import { getVersion } from "./get-version.ts";
import { listVersions } from "./list-versions.ts";
import { anAvailableVersion, asked, at, namesSeen } from "./testing/add-versions.ts";

const DAY_MS = 86_400_000;
const hashOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const base = await testContext();
const ctx = base.as(await anOrdinaryUser(base));
const stranger = base.as(await anOrdinaryUser(base));
beforeAll(() => wireDomains(base));

describe("PUB-5: adding a version", () => {
  it("pins a commit under its number, which is a revision and a protected tag from then on", async () => {
    const address = await aPublishedAsset(ctx);
    const repository = await requireRepository(ctx, address, "read");
    const { commit } = await aCommit(ctx, repository, { files: { "a.txt": "1" } });
    await settle(base);
    const version = await anAvailableVersion(ctx, address, {
      number: "1.2.0",
      description: "Better on letters",
      constraints: "Only for research",
    });
    expect(version).toMatchObject({
      status: "available",
      commit,
      description: "Better on letters",
      constraints: "Only for research",
      regions: ["default"],
      createdBy: { kind: "user" },
    });
    expect(version.publishedAt).not.toBeNull();
    await aCommit(ctx, repository, { files: { "a.txt": "2" } });
    expect(await resolveRevision(ctx, repository, "1.2.0")).toBe(commit);
    const { tags } = await listRefs(ctx, repository);
    expect(tags).toMatchObject([{ name: "1.2.0", commit, isProtected: true }]);
    await expectProblem(deleteTag(ctx, repository, "1.2.0"), "ref-protected");
    await expectProblem(createTag(ctx, repository, { name: "1.2.0" }), "ref-exists");
    await expectProblem(createBranch(ctx, repository, { name: "1.2.0" }), "ref-exists");
  });

  it("takes any order and lists by precedence, page by page", async () => {
    const address = await aPublishedAsset(ctx);
    for (const number of ["1.9.0", "0.1.0", "1.10.0", "2.0.0", "1.9.1"]) {
      await addVersion(ctx, address, asked(number));
    }
    await settle(base);
    const sorted = ["2.0.0", "1.10.0", "1.9.1", "1.9.0", "0.1.0"];
    expect(await namesSeen(stranger, address)).toEqual(sorted);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listVersions(stranger, address, { limit: 2, cursor });
      expect(page.newest).toBe("2.0.0");
      seen.push(...page.items.map(({ number }) => number));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(sorted);
    const forged = Buffer.from(`[1,2,"3); drop"]`).toString("base64url");
    await expectProblem(
      listVersions(ctx, address, { limit: 2, cursor: forged }),
      "validation-failed",
    );
  });

  it("of two people who add 1.2.0 at once one succeeds, and the other is told why not", async () => {
    const address = await aPublishedAsset(ctx);
    const adding = Array.from({ length: 4 }, () => addVersion(ctx, address, asked("1.2.0")));
    const outcomes = await Promise.allSettled(adding);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") {
        expect(outcome.reason).toMatchObject({ code: "version-exists" });
        expect(String(outcome.reason)).toContain("number: version 1.2.0");
      }
    }
    expect(await namesSeen(ctx, address)).toEqual(["1.2.0"]);
  });

  it("different numbers at once all succeed", async () => {
    const address = await aPublishedAsset(ctx);
    const numbers = ["1.0.0", "1.0.1", "1.0.2", "1.0.3"];
    await Promise.all(numbers.map((number) => addVersion(ctx, address, asked(number))));
    expect(await namesSeen(ctx, address)).toEqual(numbers.toReversed());
  });

  it("needs a published listing, the right to manage it, and a revision that is there", async () => {
    const draft = await anAsset(ctx);
    await expectProblem(addVersion(ctx, draft, asked("1.0.0")), "listing-state-wrong");
    const { tags } = await listRefs(ctx, await requireRepository(ctx, draft, "read"));
    expect(tags).toEqual([]);
    const published = await aPublishedAsset(ctx);
    await expectProblem(addVersion(stranger, published, asked("1.0.0")), "forbidden");
    await expectProblem(addVersion(stranger, draft, asked("1.0.0")), "not-found");
    await expectProblem(
      addVersion(ctx, published, asked("1.0.0", { revision: "nowhere" })),
      "revision-not-found",
    );
    expect(await namesSeen(ctx, published)).toEqual([]);
  });

  it("refuses kinds that have no versions", async () => {
    const app = await aPublishedAsset(ctx, { kind: "app" });
    const refused = await expectProblem(addVersion(ctx, app, asked("1.0.0")), "validation-failed");
    expect(refused.issues).toMatchObject([{ pointer: "/number" }]);
    expect((await listVersions(ctx, app, { limit: 5 })).canAdd).toBe(false);
  });

  it("adopts a tag of the same commit, and never takes one of another", async () => {
    const address = await aPublishedAsset(ctx);
    const repository = await requireRepository(ctx, address, "read");
    await createTag(ctx, repository, { name: "1.0.0", message: "The first one" });
    await createTag(ctx, repository, { name: "2.0.0" });
    await aCommit(ctx, repository, { files: { "b.txt": "b" } });
    await expectProblem(addVersion(ctx, address, asked("2.0.0")), "ref-exists");
    await addVersion(ctx, address, asked("1.0.0", { revision: "1.0.0" }));
    await expectProblem(deleteTag(ctx, repository, "1.0.0"), "ref-protected");
    await discardVersion(ctx, at(address, "1.0.0"));
    const { tags } = await listRefs(ctx, repository);
    expect(tags.map(({ name, isProtected }) => [name, isProtected])).toEqual([
      ["1.0.0", false],
      ["2.0.0", false],
    ]);
  });

  it("only who manages the asset edits the texts; number and commit stay", async () => {
    const address = await aPublishedAsset(ctx);
    const before = await anAvailableVersion(ctx, address, {
      number: "1.0.0",
      description: "First",
    });
    const edited = await editVersion(ctx, at(address, "1.0.0"), { constraints: "Research only" });
    expect(edited).toEqual({ ...before, constraints: "Research only" });
    await expectProblem(
      editVersion(stranger, at(address, "1.0.0"), { description: "Mine" }),
      "forbidden",
    );
    for (const number of ["9.9.9", "1.0", "../1.0.0", "\0"]) {
      await expectProblem(editVersion(ctx, at(address, number), {}), "version-not-found");
    }
  });
});

describe("PUB-5: the commit of a version", () => {
  it("survives a deleted branch, a squash and the collector, with its large files", async () => {
    const address = await aPublishedAsset(ctx);
    const repository = await requireRepository(ctx, address, "manage");
    const large = randomBytes(12_000_000);
    await createBranch(ctx, repository, { name: "side" });
    const files = { "w.bin": large, "notes.txt": "kept" };
    const side = await aCommit(ctx, repository, { branch: "side", files });
    const head = await aCommit(ctx, repository, { files: { "c.txt": "c" } });
    await addVersion(ctx, address, asked("1.0.0", { revision: "side" }));
    await addVersion(ctx, address, asked("1.1.0"));
    await deleteBranch(ctx, repository, "side");
    await squashBranch(ctx, repository, { branch: "main", message: "One commit" });
    await settle(base);
    await collectStorage(base.later(30 * DAY_MS));
    const read = (commit: string, path: string) =>
      readSmallFile(ctx, repository, { commit, path, limitBytes: 20_000_000 });
    expect((await read(side.commit, "w.bin"))?.equals(large)).toBe(true);
    expect((await read(side.commit, "notes.txt"))?.toString()).toBe("kept");
    expect((await read(head.commit, "c.txt"))?.toString()).toBe("c");
    expect(await resolveRevision(ctx, repository, "1.0.0")).toBe(side.commit);
  });

  it("keeps its files from a purge, and none is made of a commit that has lost one", async () => {
    const address = await aPublishedAsset(ctx);
    const repository = await requireRepository(ctx, address, "manage");
    const purge = (bytes: Buffer, deletes: boolean) =>
      purgeFiles(ctx, repository, { sha256s: [hashOf(bytes)], deletes });
    const [kept, lost] = [randomBytes(900), randomBytes(900)];
    await aCommit(ctx, repository, { files: { "kept.bin": kept } });
    await addVersion(ctx, address, asked("1.0.0"));
    const blocked = await expectProblem(purge(kept, true), "purge-blocked");
    expect(blocked.extra).toMatchObject({ blockers: [{ name: "1.0.0", kind: "version" }] });
    const { commit } = await aCommit(ctx, repository, { files: { "lost.bin": lost } });
    expect(await purge(lost, true)).toEqual({ files: 1 });
    await addVersion(ctx, address, asked("2.0.0", { revision: commit }));
    await settle(base);
    const version = await getVersion(ctx, at(address, "2.0.0"));
    expect(version).toMatchObject({
      status: "failed",
      findings: [{ check: "purged-file", isBlocking: true, path: "lost.bin" }],
      abilities: { retry: true, discard: true },
    });
  });

  it("goes with the next sweep once the version was discarded", async () => {
    const address = await aPublishedAsset(ctx);
    const repository = await requireRepository(ctx, address, "manage");
    await createBranch(ctx, repository, { name: "side" });
    const side = await aCommit(ctx, repository, { branch: "side", files: { "s.txt": "s" } });
    await addVersion(ctx, address, asked("1.0.0", { revision: "side" }));
    await deleteBranch(ctx, repository, "side");
    await discardVersion(ctx, at(address, "1.0.0"));
    await collectStorage(base.later(30 * DAY_MS));
    await expectProblem(resolveRevision(ctx, repository, side.commit), "revision-not-found");
  });
});
