import { beforeAll, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { wireDomains } from "../../../app.ts";
import { duplicateAsset, getAsset, getCard } from "../../../assets/index.ts";
import { withTransaction } from "../../../platform/database/index.ts";
import { fixture, SYSTEM } from "../../../platform/formats/pickle/testing/pickles.ts";
import { writeSetting } from "../../../platform/settings/index.ts";
import {
  createBranch,
  findHeldContents,
  findUsableContents,
  getFile,
  getScanSummary,
  listGitRefs,
  listRefs,
  listTree,
  prepareFetch,
  readHeldContent,
  requireRepository,
  resolveRevision,
} from "../../../repositories/index.ts";
import { aName, anOrdinaryUser, aUser } from "../../../testing/accounts.ts";
import { aPublishedAsset } from "../../../testing/assets.ts";
import { testContext, type TestContext } from "../../../testing/context.ts";
import { expectProblem } from "../../../testing/expect-problem.ts";
import { aCommit } from "../../../testing/repositories.ts";
import { settle } from "../../../testing/settle.ts";
import { getListing } from "../../get-listing.ts";
import { decideReview } from "../decide-review.ts";
import { listReviews } from "../list-reviews.ts";
import { getReview } from "../get-review.ts";
import { accountOf, noticesOf } from "../testing/review-desk.ts";

const base = await testContext();
let owner: TestContext;
let reviewer: TestContext;
let reader: TestContext;

beforeAll(async () => {
  wireDomains(base);
  reviewer = base.as(await aUser(base));
  owner = base.as(await anOrdinaryUser(base));
  reader = base.as(await anOrdinaryUser(base));
});

async function commit(
  address: Address,
  files: Record<string, string | Uint8Array>,
  operations: { op: "delete"; path: string }[] = [],
): Promise<string> {
  const repository = await requireRepository(owner, address, "write");
  const made = await aCommit(owner, repository, { files, operations });
  await settle(base);
  return made.commit;
}

const seenBy = (who: TestContext, address: Address) => requireRepository(who, address, "read");

async function fileAt(who: TestContext, address: Address, at: { path: string; revision: string }) {
  return getFile(who, await seenBy(who, address), at);
}

function fileOf(who: TestContext, address: Address, path: string) {
  return fileAt(who, address, { path, revision: "main" });
}

async function reviewsOf({ name }: Address) {
  const { items } = await listReviews(reviewer, { state: "open", subject: "commit", limit: 100 });
  const found = items.filter(({ asset }) => asset.name === name);
  return Promise.all(found.map(({ id }) => getReview(reviewer, id)));
}

async function decide(address: Address, decision: "approve" | "reject", reason: string) {
  const [review] = await reviewsOf(address);
  if (review === undefined) throw new Error(`${address.name} is not in review`);
  await decideReview(reviewer, review.id, { decision, reason, commit: review.commit });
}

describe("PLT-5: a dangerous file that comes with a commit on a published asset", () => {
  it("PLT-5: is closed to readers, and brings the asset back to the desk", async () => {
    const address = await aPublishedAsset(owner);
    const before = (await noticesOf(owner)).length;
    const head = await commit(address, {
      "evil.pkl": await fixture("evil-4.pkl"),
      "model.pt": await fixture("evil-checkpoint.pt"),
      "notes.txt": "harmless",
    });
    for (const path of ["evil.pkl", "model.pt"]) {
      const refused = await expectProblem(fileOf(reader, address, path), "file-closed");
      expect(refused.extra).toEqual({ path });
      await expectProblem(fileAt(reader, address, { path, revision: head }), "file-closed");
      expect((await fileOf(owner, address, path)).path).toBe(path);
      expect((await fileOf(reviewer, address, path)).path).toBe(path);
    }
    expect((await fileOf(reader, address, "notes.txt")).path).toBe("notes.txt");
    expect((await getListing(owner, address)).closedFiles).toEqual(["evil.pkl", "model.pt"]);
    expect((await getAsset(reader, address)).state).toBe("published");
    const [review] = await reviewsOf(address);
    expect(review).toMatchObject({ commit: head, closedFiles: ["evil.pkl", "model.pt"] });
    expect(review?.submittedBy?.name).toBe(address.owner);
    expect((await noticesOf(owner)).slice(before)).toEqual(["review-reopened"]);
  });

  it("PLT-5: no protocol that knows hashes gives it away", async () => {
    const address = await aPublishedAsset(owner);
    await commit(address, { "model.pt": await fixture("evil-checkpoint.pt") });
    const sha256 = (await fileOf(owner, address, "model.pt")).sha256 ?? "";
    const repository = await seenBy(reader, address);
    expect(await findHeldContents(reader, repository, [sha256])).toEqual(new Map());
    await expectProblem(readHeldContent(reader, repository, sha256), "file-closed");
    const elsewhere = { namespaceId: accountOf(reader).accountId };
    expect(await findUsableContents(reader, elsewhere, [sha256])).toEqual(new Map());
    expect((await findUsableContents(owner, { namespaceId: 0 }, [sha256])).size).toBe(1);
    const target = {
      owner: accountOf(reader).name,
      name: aName("copy"),
      visibility: "public",
    } as const;
    await expectProblem(duplicateAsset(reader, repository, target), "file-closed");
  });

  it("PLT-5: git gives a reader the history before it, and tells why not the rest", async () => {
    const address = await aPublishedAsset(owner);
    const good = (await getAsset(owner, address)).head ?? "";
    const bad = await commit(address, { "evil.txt": SYSTEM });
    const fetch = async (who: TestContext, oid: string) =>
      prepareFetch(who, await seenBy(who, address), {
        wants: [oid],
        haves: [],
        shallow: [],
        includesTags: false,
      });
    const refused = await expectProblem(fetch(reader, bad), "file-closed");
    expect(refused.detail).toContain("evil.txt");
    expect((await fetch(owner, bad)).count).toBeGreaterThan(0);
    expect((await fetch(reader, good)).count).toBeGreaterThan(0);
    const { oid } = await fileOf(owner, address, "evil.txt");
    await expectProblem(fetch(reader, oid), "file-closed");
  });

  it("PLT-5: let through by a reviewer it is read by all, and not asked about again", async () => {
    const address = await aPublishedAsset(owner);
    await commit(address, { "evil.pkl": await fixture("evil-4.pkl") });
    await decide(address, "approve", "We know what it does");
    expect((await fileOf(reader, address, "evil.pkl")).path).toBe("evil.pkl");
    await commit(address, { "b.txt": "b", "again.pkl": await fixture("evil-4.pkl") });
    expect(await reviewsOf(address)).toEqual([]);
    expect((await fileOf(reader, address, "again.pkl")).path).toBe("again.pkl");
  });

  it("PLT-5: rejected it stays closed until it is gone, and in the history for good", async () => {
    const address = await aPublishedAsset(owner);
    const bad = await commit(address, { "evil.txt": SYSTEM });
    await decide(address, "reject", "It deletes files");
    expect((await noticesOf(owner)).at(-1)).toBe("review-rejected");
    expect((await getListing(owner, address)).review).toMatchObject({
      subject: "commit",
      state: "rejected",
      reason: "It deletes files",
    });
    await expectProblem(fileOf(reader, address, "evil.txt"), "file-closed");
    await commit(address, {}, [{ op: "delete", path: "evil.txt" }]);
    expect(await reviewsOf(address)).toEqual([]);
    await expectProblem(
      fileAt(reader, address, { path: "evil.txt", revision: bad }),
      "file-closed",
    );
    const repository = await seenBy(reader, address);
    const { head } = await listGitRefs(reader, repository);
    const fetched = await prepareFetch(reader, repository, {
      wants: [head.oid ?? ""],
      haves: [],
      shallow: [],
      includesTags: false,
    });
    expect(fetched.shallow, "the history ends before it").not.toEqual([]);
  });

  it("PLT-5: taken away before anybody has decided, nothing is left to decide", async () => {
    const address = await aPublishedAsset(owner);
    await commit(address, { "evil.pkl": await fixture("evil-4.pkl") });
    const [review] = await reviewsOf(address);
    await commit(address, {}, [{ op: "delete", path: "evil.pkl" }]);
    expect((await getReview(reviewer, review?.id ?? "")).state).toBe("withdrawn");
  });

  it("PLT-5: what a newer scanner finds in an old file counts as much", async () => {
    const address = await aPublishedAsset(owner);
    await commit(address, { "old.txt": "nothing was known of it" });
    expect(await reviewsOf(address)).toEqual([]);
    const { id } = await seenBy(owner, address);
    const { oid } = await fileOf(owner, address, "old.txt");
    await base.db
      .updateTable("file_scans")
      .set({ level: "dangerous" })
      .where("repository_id", "=", id)
      .where("oid", "=", Buffer.from(oid, "hex"))
      .execute();
    await commit(address, { "new.txt": "brings a scan" });
    await expectProblem(fileOf(reader, address, "old.txt"), "file-closed");
    expect(await reviewsOf(address)).toHaveLength(1);
  });
});

describe("PUB-2: commits that are held", () => {
  const setCommits = (value: "hold" | "rescan") =>
    withTransaction(base.db, (trx) =>
      writeSetting(trx, { key: "review.commits", value, at: new Date() }),
    );

  it("PUB-2: readers see the last approved commit, everywhere, until a reviewer lets it through", async () => {
    const address = await aPublishedAsset(owner);
    const approved = (await getAsset(reader, address)).head;
    await setCommits("hold");
    const repository = await requireRepository(owner, address, "write");
    const files = { "new.txt": "new", "odd.joblib": await fixture("estimator.joblib") };
    const { commit: next } = await aCommit(owner, repository, { files });
    const expectHeads = async (who: TestContext, head: string | null) => {
      expect((await getAsset(who, address)).head).toBe(head);
      const seen = await seenBy(who, address);
      expect(await resolveRevision(who, seen, "main")).toBe(head);
      expect(await resolveRevision(who, seen, "HEAD")).toBe(head);
      expect((await listRefs(who, seen)).branches.map(({ commit: at }) => at)).toEqual([head]);
      expect((await listGitRefs(who, seen)).head.oid).toBe(head);
      expect((await getCard(who, address)).commit).toBe(head);
    };
    await expectHeads(reader, approved);
    await expectHeads(owner, next);
    await settle(base);
    await expectHeads(reader, approved);
    await expectHeads(reviewer, next);
    const shown = await seenBy(reader, address);
    await expectProblem(fileOf(reader, address, "new.txt"), "entry-not-found");
    await expectProblem(resolveRevision(reader, shown, next), "revision-not-found");
    await expectProblem(resolveRevision(reader, shown, next.slice(0, 10)), "revision-not-found");
    expect(await resolveRevision(reader, shown, approved ?? "")).toBe(approved);
    const wanted = { wants: [next], haves: [], shallow: [], includesTags: false };
    await expectProblem(prepareFetch(reader, shown, wanted), "revision-not-found");
    const tree = await listTree(reader, shown, {
      revision: "main",
      path: "",
      recursive: false,
      limit: 100,
    });
    expect(tree.items.map(({ path }) => path)).not.toContain("new.txt");
    expect((await getScanSummary(reader, shown)).files).toEqual([]);
    expect((await getScanSummary(owner, await seenBy(owner, address))).files).toHaveLength(1);
    await decide(address, "approve", "");
    await expectHeads(reader, next);
    await setCommits("rescan");
  });

  it("PUB-2: a rejected commit stays held; the next one is decided anew", async () => {
    const address = await aPublishedAsset(owner);
    const approved = (await getAsset(reader, address)).head;
    await setCommits("hold");
    await commit(address, { "bad.txt": "bad" });
    await decide(address, "reject", "Not this");
    expect((await getAsset(reader, address)).head).toBe(approved);
    const fixed = await commit(address, { "good.txt": "good" }, [
      { op: "delete", path: "bad.txt" },
    ]);
    expect((await getAsset(reader, address)).head).toBe(approved);
    await decide(address, "approve", "");
    expect((await getAsset(reader, address)).head).toBe(fixed);
    await setCommits("rescan");
  });

  it("PUB-2: other branches go on", async () => {
    const address = await aPublishedAsset(owner);
    const before = (await getAsset(owner, address)).head;
    await setCommits("hold");
    const repository = await requireRepository(owner, address, "write");
    await aCommit(owner, repository, { files: { "a.txt": "a" } });
    const shown = await seenBy(reader, address);
    await createBranch(owner, repository, { name: "other", startingPoint: before ?? "" });
    const { commit: other } = await aCommit(owner, repository, {
      branch: "other",
      files: { "b.txt": "b" },
    });
    expect(await resolveRevision(reader, shown, "other")).toBe(other);
    expect(await resolveRevision(reader, shown, other)).toBe(other);
    await setCommits("rescan");
  });
});
