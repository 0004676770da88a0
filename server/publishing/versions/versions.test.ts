import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import {
  compareVersions,
  parseVersion,
  type VersionParts,
} from "#contract/publishing/version-number.ts";
import { NewVersion } from "#contract/publishing/version.ts";
import { wireDomains } from "../../app.ts";
import { fixture } from "../../platform/formats/pickle/testing/pickles.ts";
import { withTransaction } from "../../platform/database/index.ts";
import {
  collectStorage,
  createBranch,
  createTag,
  deleteBranch,
  deleteTag,
  listRefs,
  readSmallFile,
  requireRepository,
  resolveRevision,
  squashBranch,
} from "../../repositories/index.ts";
import { aUser, anOrdinaryUser } from "../../testing/accounts.ts";
import { A_PUBLICATION, anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit } from "../../testing/repositories.ts";
import { settle } from "../../testing/settle.ts";
import { publishAsset } from "../publish-asset.ts";
import { decideReview } from "../review/decide-review.ts";
import { listReviews } from "../review/list-reviews.ts";
import { unlistAsset } from "../unlist-asset.ts";
import { addFirstVersion, addVersion } from "./add-version.ts";
import { bringVersionOnline } from "./bring-version-online.ts";
import { discardVersion } from "./discard-version.ts";
import { editVersion } from "./edit-version.ts";
import { getVersion } from "./get-version.ts";
import { listVersions } from "./list-versions.ts";
import { retryVersion } from "./retry-version.ts";
import { takeVersionOffline } from "./take-version-offline.ts";

const DAY_MS = 86_400_000;
const base = await testContext();
const administrator = await aUser(base);
const ctx = base.as(await anOrdinaryUser(base));
const stranger = base.as(await anOrdinaryUser(base));
beforeAll(() => wireDomains(base));

/** A version as a client sends it. */
function asked(number: string, more: Partial<NewVersion> = {}) {
  return NewVersion.parse({ number, ...more });
}

async function anAvailableVersion(address: Address, number: string, more?: Partial<NewVersion>) {
  await addVersion(ctx, address, asked(number, more));
  await settle(base);
  return getVersion(ctx, { ...address, number });
}

async function namesSeen(who: TestContext, address: Address) {
  const { items } = await listVersions(who, address, { limit: 100 });
  return items.map(({ number }) => number);
}

const at = (address: Address, number: string) => ({ ...address, number });

describe("PUB-5: a version number", () => {
  it.each(["0.0.0", "1.2.0", "10.20.30", "999999999.999999999.999999999"])(
    "may be %s",
    (number) => {
      expect(NewVersion.parse({ number }).number).toBe(number);
    },
  );

  it.each([
    "",
    "1",
    "1.2",
    "1.2.3.4",
    "01.2.0",
    "1.02.0",
    "1.2.00",
    "v1.2.0",
    "1.2.0-rc.1",
    "1.2.0+build",
    "1.2.x",
    "-1.0.0",
    "1. 2.0",
    "1.2.0\n",
    "١.٢.٠",
    "1000000000.0.0",
    "1.0.99999999999999999999",
  ])("is never %j, and the refusal names field and bounds", (number) => {
    const { error } = NewVersion.safeParse({ number });
    expect(error?.issues[0]).toMatchObject({ path: ["number"] });
    expect(error?.issues[0]?.message).toMatch(/number .*0 to 999999999 without leading zeros/);
    expect(parseVersion(number)).toBeNull();
  });

  it("orders by its parts as numbers", () => {
    const sorted = ["1.10.0", "1.9.0", "0.99.99", "1.9.10", "10.0.0"]
      .flatMap((text): VersionParts[] => [parseVersion(text) ?? [0, 0, 0]])
      .toSorted(compareVersions)
      .map((parts) => parts.join("."));
    expect(sorted).toEqual(["0.99.99", "1.9.0", "1.9.10", "1.10.0", "10.0.0"]);
  });
});

describe("PUB-5: adding a version", () => {
  it("pins a commit under its number, which is a revision and a protected tag from then on", async () => {
    const address = await aPublishedAsset(ctx);
    const repository = await requireRepository(ctx, address, "read");
    const { commit } = await aCommit(ctx, repository, { files: { "a.txt": "1" } });
    await settle(base);
    const version = await anAvailableVersion(address, "1.2.0", {
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
    const article = await aPublishedAsset(ctx, { kind: "article" });
    const refused = await expectProblem(
      addVersion(ctx, article, asked("1.0.0")),
      "validation-failed",
    );
    expect(refused.issues).toMatchObject([{ pointer: "/number" }]);
    expect((await listVersions(ctx, article, { limit: 5 })).canAdd).toBe(false);
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
    const before = await anAvailableVersion(address, "1.0.0", { description: "First" });
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

describe("PUB-5: the checks of a version", () => {
  it("look at its own commit, wherever that is, and wait for the scan", async () => {
    const address = await aPublishedAsset(ctx);
    const repository = await requireRepository(ctx, address, "read");
    const evil = await fixture("evil-checkpoint.pt");
    const { commit } = await aCommit(ctx, repository, { files: { "model.pt": evil } });
    await settle(base);
    await aCommit(ctx, repository, { operations: [{ op: "delete", path: "model.pt" }] });
    await settle(base);
    await addVersion(ctx, address, asked("1.0.0", { revision: commit }));
    await addVersion(ctx, address, asked("1.0.1"));
    await settle(base);
    const bad = await getVersion(ctx, at(address, "1.0.0"));
    expect(bad).toMatchObject({ status: "in-review", publishedAt: null });
    expect(bad.findings).toMatchObject([{ check: "unsafe-file", path: "model.pt" }]);
    expect(await getVersion(ctx, at(address, "1.0.1"))).toMatchObject({ status: "available" });
    await expectProblem(getVersion(stranger, at(address, "1.0.0")), "version-not-found");
    expect(await namesSeen(stranger, address)).toEqual(["1.0.1"]);
    const fresh = await aCommit(ctx, repository, { files: { "new.txt": "not scanned" } });
    await addVersion(ctx, address, asked("1.0.2", { revision: fresh.commit }));
    await base.events.deliverPending();
    expect(await getVersion(ctx, at(address, "1.0.2"))).toMatchObject({ status: "publishing" });
    await settle(base);
    expect(await getVersion(ctx, at(address, "1.0.2"))).toMatchObject({ status: "available" });
  });

  it("a reviewer approves or rejects it with a reason; the owner may try again or discard it", async () => {
    const address = await aPublishedAsset(ctx);
    const repository = await requireRepository(ctx, address, "read");
    const evil = await fixture("evil-checkpoint.pt");
    await aCommit(ctx, repository, { files: { "model.pt": evil } });
    await settle(base);
    await addVersion(ctx, address, asked("1.0.0"));
    await addVersion(ctx, address, asked("1.1.0"));
    await settle(base);
    await decide(address, "1.0.0", { decision: "approve", reason: "Looked at it" });
    await decide(address, "1.1.0", { decision: "reject", reason: "Use safetensors" });
    const approved = await getVersion(ctx, at(address, "1.0.0"));
    expect(approved).toMatchObject({ status: "available", reason: null });
    const rejected = await getVersion(ctx, at(address, "1.1.0"));
    expect(rejected).toMatchObject({ status: "rejected", reason: "Use safetensors" });
    expect(rejected.abilities).toMatchObject({ retry: true, discard: true, takeOffline: false });
    expect(await retryVersion(ctx, at(address, "1.1.0"))).toMatchObject({ status: "publishing" });
    await settle(base);
    expect(await getVersion(ctx, at(address, "1.1.0"))).toMatchObject({ status: "in-review" });
    await discardVersion(ctx, at(address, "1.1.0"));
    expect(await openReviews(address)).toEqual([]);
    await addVersion(ctx, address, asked("1.1.0"));
    await expectProblem(discardVersion(ctx, at(address, "1.0.0")), "version-state-wrong");
    await expectProblem(retryVersion(ctx, at(address, "1.0.0")), "version-state-wrong");
  });

  it("one that comes with its listing becomes available with it, and gives way to the next attempt", async () => {
    const address = await anAsset(ctx);
    const repository = await requireRepository(ctx, address, "manage");
    const first = (number: string) =>
      withTransaction(ctx.db, (trx) =>
        addFirstVersion(ctx, trx, { repository, version: asked(number) }),
      );
    await first("0.9.0");
    await first("1.0.0");
    await settle(base);
    expect(await namesSeen(ctx, address)).toEqual(["1.0.0"]);
    expect(await getVersion(ctx, at(address, "1.0.0"))).toMatchObject({ status: "publishing" });
    await publishAsset(ctx, address, A_PUBLICATION);
    await settle(base);
    expect(await getVersion(stranger, at(address, "1.0.0"))).toMatchObject({ status: "available" });
  });

  async function openReviews({ name }: Address) {
    const reviewer = base.as(administrator);
    const { items } = await listReviews(reviewer, {
      state: "open",
      subject: "version",
      limit: 100,
    });
    return items.filter(({ asset }) => asset.name === name);
  }

  async function decide(
    address: Address,
    number: string,
    verdict: { decision: "approve" | "reject"; reason: string },
  ): Promise<void> {
    const { commit } = await getVersion(ctx, at(address, number));
    const review = (await openReviews(address)).find(({ version }) => version === number);
    await decideReview(base.as(administrator), review?.id ?? "", { ...verdict, commit });
  }
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

describe("PUB-6: offline and online", () => {
  it("the last available version stays, whoever is quicker", async () => {
    const address = await aPublishedAsset(ctx);
    await anAvailableVersion(address, "1.0.0");
    await expectProblem(takeVersionOffline(ctx, at(address, "1.0.0")), "last-version");
    await anAvailableVersion(address, "1.1.0");
    const outcomes = await Promise.allSettled([
      takeVersionOffline(ctx, at(address, "1.0.0")),
      takeVersionOffline(ctx, at(address, "1.1.0")),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = outcomes.find(({ status }) => status === "rejected");
    expect(refused).toMatchObject({ reason: { code: "last-version" } });
    expect(await namesSeen(stranger, address)).toHaveLength(1);
  });

  it("an offline version is hidden from others, keeps its commit, and comes back", async () => {
    const address = await aPublishedAsset(ctx);
    const { publishedAt } = await anAvailableVersion(address, "1.0.0");
    await anAvailableVersion(address, "1.1.0");
    const offline = await takeVersionOffline(ctx, at(address, "1.1.0"));
    expect(offline).toMatchObject({ status: "offline", abilities: { bringOnline: true } });
    expect(await namesSeen(stranger, address)).toEqual(["1.0.0"]);
    expect((await listVersions(stranger, address, { limit: 5 })).newest).toBe("1.0.0");
    await expectProblem(getVersion(stranger, at(address, "1.1.0")), "version-not-found");
    expect(await namesSeen(ctx, address)).toEqual(["1.1.0", "1.0.0"]);
    const repository = await requireRepository(ctx, address, "read");
    await expectProblem(deleteTag(ctx, repository, "1.1.0"), "ref-protected");
    await expectProblem(takeVersionOffline(ctx, at(address, "1.1.0")), "version-state-wrong");
    await expectProblem(discardVersion(ctx, at(address, "1.1.0")), "version-state-wrong");
    await expectProblem(addVersion(ctx, address, asked("1.1.0")), "version-exists");
    await bringVersionOnline(ctx, at(address, "1.1.0"));
    expect(await namesSeen(stranger, address)).toEqual(["1.1.0", "1.0.0"]);
    const kept = await getVersion(stranger, at(address, "1.0.0"));
    expect(kept.publishedAt).toBe(publishedAt);
    expect(kept.abilities.takeOffline).toBe(false);
  });

  it("only while the listing is published", async () => {
    const address = await aPublishedAsset(ctx);
    await anAvailableVersion(address, "1.0.0");
    await anAvailableVersion(address, "1.1.0");
    await takeVersionOffline(ctx, at(address, "1.1.0"));
    await unlistAsset(ctx, address);
    await expectProblem(takeVersionOffline(ctx, at(address, "1.0.0")), "listing-state-wrong");
    await expectProblem(bringVersionOnline(ctx, at(address, "1.1.0")), "listing-state-wrong");
    await expectProblem(listVersions(stranger, address, { limit: 5 }), "not-found");
  });
});
