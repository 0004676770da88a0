import { beforeAll, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { isProblem } from "#contract/problems.ts";
import type { Review } from "#contract/publishing/review.ts";
import { ANONYMOUS, type SignedIn } from "../../accounts/index.ts";
import { wireDomains } from "../../app.ts";
import { getAsset, searchAssets } from "../../assets/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { fixture } from "../../platform/formats/pickle/testing/pickles.ts";
import { writeSetting } from "../../platform/settings/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { anOrdinaryUser, anOrganisation, aUser, viewerOf } from "../../testing/accounts.ts";
import { A_PUBLICATION, anAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit } from "../../testing/repositories.ts";
import { settle } from "../../testing/settle.ts";
import { changeVisibility } from "../change-visibility.ts";
import { getListing } from "../get-listing.ts";
import { publishAsset } from "../publish-asset.ts";
import { withdrawListing } from "../withdraw-listing.ts";
import { decideReview } from "./decide-review.ts";
import { getReview } from "./get-review.ts";
import { listReviews } from "./list-reviews.ts";

const base = await testContext({ environment: { GALLERY_REVIEW: "manual" } });
let owner: TestContext;
let reviewer: TestContext;
let second: TestContext;
let stranger: TestContext;

beforeAll(async () => {
  wireDomains(base);
  reviewer = base.as(await aUser(base));
  second = base.as(await anAdministrator());
  owner = base.as(await anOrdinaryUser(base));
  stranger = base.as(await anOrdinaryUser(base));
});

async function anAdministrator(): Promise<SignedIn> {
  const user = await anOrdinaryUser(base);
  await base.db
    .updateTable("accounts")
    .set({ is_admin: true })
    .where("id", "=", user.accountId)
    .execute();
  return viewerOf(base, user.name);
}

async function aSubmission(
  who: TestContext = owner,
  {
    files = {},
    owner: ownerName,
  }: { files?: Record<string, string | Uint8Array>; owner?: string } = {},
): Promise<Address> {
  const address = await anAsset(who, ownerName === undefined ? {} : { owner: ownerName });
  if (Object.keys(files).length > 0) {
    await aCommit(who, await requireRepository(who, address, "write"), { files });
  }
  await publishAsset(who, address, A_PUBLICATION);
  await settle(base);
  return address;
}

const open = { state: "open", limit: 100 } as const;

async function reviewOf({ name }: Address, who: TestContext = reviewer): Promise<Review> {
  const { items } = await listReviews(who, open);
  const found = items.find((item) => item.asset.name === name);
  if (found === undefined) throw new Error(`${name} is not in the queue`);
  return getReview(who, found.id);
}

async function decide(
  who: TestContext,
  { id, commit }: Pick<Review, "id" | "commit">,
  decision: "approve" | "reject" = "approve",
  reason = "Fine",
): Promise<Review> {
  return decideReview(who, id, { decision, reason, commit });
}

async function noticesOf({ viewer }: TestContext): Promise<string[]> {
  if (viewer.kind !== "account") return [];
  const rows = await base.db
    .selectFrom("notices")
    .select("kind")
    .where("account_id", "=", viewer.accountId)
    .orderBy("id")
    .execute();
  return rows.map(({ kind }) => kind);
}

async function auditOf(id: string) {
  const rows = await base.db
    .selectFrom("audit_events")
    .select(["account_id", "details"])
    .where("action", "=", "publishing.review-decided")
    .orderBy("id")
    .execute();
  return rows.filter(({ details }) => (details as { review: string }).review === id);
}

describe("PLT-3: the queue", () => {
  it("PLT-3: is worked off from what waits longest, page by page, and counted", async () => {
    const names: string[] = [];
    for (let at = 0; at < 3; at++) names.push((await aSubmission()).name);
    const seen: string[] = [];
    let cursor: string | undefined;
    let total = 0;
    do {
      const page = await listReviews(reviewer, { ...open, limit: 1, cursor });
      seen.push(...page.items.map(({ asset }) => asset.name));
      total = page.total;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.slice(-3)).toEqual(names);
    expect(seen).toHaveLength(total);
  });

  it("PLT-3: is filtered by subject, kind, state and age", async () => {
    const { name } = await aSubmission();
    const has = async (filter: Partial<Parameters<typeof listReviews>[1]>, who = reviewer) =>
      (await listReviews(who, { ...open, ...filter })).items.some(
        ({ asset }) => asset.name === name,
      );
    expect(await has({ subject: "listing", kind: "model" })).toBe(true);
    expect(await has({ kind: "dataset" })).toBe(false);
    expect(await has({ subject: "version" })).toBe(false);
    expect(await has({ state: "approved" })).toBe(false);
    expect(await has({ waitingHours: 2 })).toBe(false);
    expect(await has({ waitingHours: 2 }, reviewer.later(3 * 3_600_000))).toBe(true);
    await decide(reviewer, await reviewOf({ kind: "model", owner: "", name }));
    expect(await has({ state: "approved" })).toBe(true);
    expect(await has({})).toBe(false);
  });

  it("PLT-3: shows what the checks have found, to reviewers only", async () => {
    const files = { "model.pt": await fixture("evil-checkpoint.pt") };
    const review = await reviewOf(await aSubmission(owner, { files }));
    expect(review).toMatchObject({
      subject: "listing",
      requestedVisibility: "public",
      licences: ["mit"],
      tasks: ["text-classification"],
      approvals: { given: 0, needed: 1 },
      bar: null,
      isChanged: false,
      head: review.commit,
    });
    expect(review.findings).toContainEqual(
      expect.objectContaining({ check: "unsafe-file", path: "model.pt" }),
    );
    for (const who of [owner, stranger]) {
      await expectProblem(listReviews(who, open), "forbidden");
      await expectProblem(getReview(who, review.id), "forbidden");
      await expectProblem(decide(who, review), "forbidden");
    }
    await expectProblem(listReviews(base.as(ANONYMOUS), open), "not-signed-in");
    await expectProblem(getReview(reviewer, "unknown"), "review-not-found");
  });
});

describe("PUB-2: the decision", () => {
  it("PUB-2: rejected with a reason, mended, submitted again, approved", async () => {
    const address = await aSubmission();
    const before = (await noticesOf(owner)).length;
    const review = await reviewOf(address);
    await decide(reviewer, review, "reject", "The licence does not fit the data");
    const rejected = await getListing(owner, address);
    expect(rejected).toMatchObject({
      state: "rejected",
      visibility: "private",
      reason: "The licence does not fit the data",
      review: { state: "rejected", reason: "The licence does not fit the data" },
    });
    expect(rejected.history[0]).toMatchObject({
      from: "in-review",
      to: "rejected",
      reason: "The licence does not fit the data",
    });
    await expectProblem(getAsset(stranger, address), "not-found");
    await publishAsset(owner, address, { ...A_PUBLICATION, licence: "apache-2.0" });
    await settle(base);
    const again = await reviewOf(address);
    expect(again.earlier).toMatchObject([
      { id: review.id, state: "rejected", reason: "The licence does not fit the data" },
    ]);
    await decide(reviewer, again, "approve", "");
    expect(await getListing(owner, address)).toMatchObject({
      state: "published",
      visibility: "public",
      reason: null,
      review: { state: "approved", reason: null },
    });
    expect((await getAsset(stranger, address)).licences).toEqual(["apache-2.0"]);
    expect((await noticesOf(owner)).slice(before)).toEqual(["review-rejected", "review-approved"]);
    expect(await auditOf(again.id)).toMatchObject([
      { details: { decision: "approve", commit: again.commit, isLast: true } },
    ]);
  });

  it("PUB-2: tells the reviewers that something waits", async () => {
    const before = await noticesOf(second);
    await aSubmission();
    expect((await noticesOf(second)).slice(before.length)).toEqual(["review-requested"]);
  });

  it("PUB-2: of two reviewers who decide at once one succeeds and one is told the outcome", async () => {
    const review = await reviewOf(await aSubmission());
    const results = await Promise.allSettled([
      decide(reviewer, review, "approve"),
      decide(second, review, "reject", "No"),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(isProblem(refused?.reason, "review-closed")).toBe(true);
    const { decisions, state } = await getReview(reviewer, review.id);
    expect(decisions).toHaveLength(1);
    expect(state).toBe(decisions[0]?.decision === "approve" ? "approved" : "rejected");
    expect(await auditOf(review.id)).toHaveLength(1);
  });

  it("PUB-2: is about what was looked at: a commit that comes meanwhile is named", async () => {
    const address = await aSubmission();
    const review = await reviewOf(address);
    const repository = await requireRepository(owner, address, "write");
    const { commit } = await aCommit(owner, repository, { files: { "later.txt": "later" } });
    expect(await getReview(reviewer, review.id)).toMatchObject({ isChanged: true, head: commit });
    const refused = await expectProblem(decide(reviewer, review), "review-changed");
    expect(refused.extra).toEqual({ commit });
    await expectProblem(decide(reviewer, { ...review, commit }), "review-changed");
    await settle(base);
    expect((await getListing(owner, address)).state).toBe("in-review");
    const checked = await getReview(reviewer, review.id);
    expect(checked).toMatchObject({ isChanged: false, commit });
    await expectProblem(decide(reviewer, review), "review-changed");
    await decide(reviewer, checked);
    expect((await getListing(owner, address)).state).toBe("published");
  });

  it("PUB-2: no approval of what a check forbids, and none of dangerous files without a word", async () => {
    const files = { "model.pt": await fixture("evil-checkpoint.pt") };
    const address = await aSubmission(owner, { files });
    const review = await reviewOf(address);
    const silent = await expectProblem(
      decide(reviewer, review, "approve", ""),
      "validation-failed",
    );
    expect(silent.issues).toMatchObject([{ pointer: "/reason", code: "required" }]);
    const repository = await requireRepository(owner, address, "write");
    await aCommit(owner, repository, { files: { "README.md": "---\ntags: [a]\n---\nNothing" } });
    await settle(base);
    const broken = await getReview(reviewer, review.id);
    expect(broken.findings.some(({ isBlocking }) => isBlocking)).toBe(true);
    await expectProblem(decide(reviewer, broken), "review-blocked");
    await decide(reviewer, broken, "reject", "No licence any more");
  });

  it("PUB-2: what the owner withdraws leaves the desk", async () => {
    const address = await aSubmission();
    const review = await reviewOf(address);
    await withdrawListing(owner, address);
    expect((await getReview(reviewer, review.id)).state).toBe("withdrawn");
    const refused = await expectProblem(decide(reviewer, review), "review-closed");
    expect(refused.extra).toEqual({ state: "withdrawn" });
  });

  it("PUB-2: what was rejected is not shown by changing its visibility", async () => {
    const automatic = { ...base.config, review: "automatic" } as const;
    const address = await aSubmission();
    await decide(reviewer, await reviewOf(address), "reject", "No");
    const shown = changeVisibility({ ...owner, config: automatic }, address, {
      visibility: "public",
    });
    await expectProblem(shown, "review-required");
  });

  it("PUB-2: a draft that everyone sees is hidden while it is in review", async () => {
    const who = { ...owner, config: { ...base.config, review: "automatic" as const } };
    const address = await anAsset(who, { visibility: "public" });
    expect((await getAsset(stranger, address)).state).toBe("draft");
    await publishAsset(owner, address, A_PUBLICATION);
    await settle(base);
    await expectProblem(getAsset(stranger, address), "not-found");
    const found = await searchAssets(stranger, { q: address.name, limit: 10 });
    expect(found.items).toEqual([]);
    expect((await getAsset(reviewer, address)).state).toBe("in-review");
  });
});

describe("PLT-3: nobody judges what is their own", () => {
  it("PLT-3: neither their asset, nor their organisation's, nor what they have submitted", async () => {
    const own = await reviewOf(await aSubmission(reviewer), reviewer);
    expect(own.bar).toBe("own");
    const refused = await expectProblem(decide(reviewer, own), "review-barred");
    expect(refused.extra).toEqual({ bar: "own" });
    const name = nameOf(reviewer);
    const { name: organisation } = await anOrganisation(base, {
      owner: await viewerOf(base, nameOf(owner)),
      members: [{ account: await viewerOf(base, name), role: "member" }],
    });
    const member = base.as(await viewerOf(base, name));
    const asOwner = base.as(await viewerOf(base, nameOf(owner)));
    const theirs = await aSubmission(asOwner, { owner: organisation });
    expect((await reviewOf(theirs, member)).bar).toBe("own");
    const others = await aSubmission();
    await withdrawListing(owner, others);
    await publishAsset(second, others, A_PUBLICATION);
    await settle(base);
    expect((await reviewOf(others, second)).bar).toBe("submitted");
    expect((await reviewOf(others, reviewer)).bar).toBeNull();
    await decide(second, own);
  });
});

describe("PLT-3: four eyes", () => {
  const setFourEyes = (value: boolean) =>
    withTransaction(base.db, (trx) =>
      writeSetting(trx, { key: "review.four-eyes", value, at: new Date() }),
    );

  it("PLT-3: two different reviewers approve; a commit between them begins it anew", async () => {
    await setFourEyes(true);
    const address = await aSubmission();
    const review = await reviewOf(address);
    expect(review.approvals).toEqual({ given: 0, needed: 2 });
    const first = await decide(reviewer, review);
    expect(first).toMatchObject({
      state: "open",
      approvals: { given: 1 },
      bar: "approved-already",
    });
    await expectProblem(decide(reviewer, review), "review-barred");
    const repository = await requireRepository(owner, address, "write");
    await aCommit(owner, repository, { files: { "b.txt": "b" } });
    await settle(base);
    const changed = await getReview(second, review.id);
    expect(changed).toMatchObject({ approvals: { given: 0 }, decisions: [{ isVoid: true }] });
    await decide(second, changed);
    expect((await getListing(owner, address)).state).toBe("in-review");
    expect((await decide(reviewer, changed)).state).toBe("approved");
    expect((await getListing(owner, address)).state).toBe("published");
    const refused = await reviewOf(await aSubmission());
    expect((await decide(reviewer, refused, "reject", "No")).state).toBe("rejected");
    await setFourEyes(false);
  });

  it("PLT-3: the only administrator judges their own where one pair of eyes is enough", async () => {
    const setAdministrator = (isAdmin: boolean) =>
      base.db
        .updateTable("accounts")
        .set({ is_admin: isAdmin })
        .where("id", "=", accountOf(second))
        .execute();
    const address = await aSubmission(reviewer);
    const review = await reviewOf(address);
    await setAdministrator(false);
    await setFourEyes(true);
    await expectProblem(decide(reviewer, review), "review-barred");
    await setFourEyes(false);
    expect((await decide(reviewer, review)).state).toBe("approved");
    await setAdministrator(true);
  });
});

function accountOf({ viewer }: TestContext): number {
  if (viewer.kind !== "account") throw new Error("somebody is signed in");
  return viewer.accountId;
}

function nameOf({ viewer }: TestContext): string {
  if (viewer.kind !== "account") throw new Error("somebody is signed in");
  return viewer.name;
}
