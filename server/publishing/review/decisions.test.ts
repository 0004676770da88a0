import { describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { getAsset, searchAssets } from "../../assets/index.ts";
import { fixture } from "../../platform/formats/pickle/testing/pickles.ts";
import { requireRepository } from "../../repositories/index.ts";
import { A_PUBLICATION, anAsset } from "../../testing/assets.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit } from "../../testing/repositories.ts";
import { settle } from "../../testing/settle.ts";
import { changeVisibility } from "../change-visibility.ts";
import { getListing } from "../get-listing.ts";
import { publishAsset } from "../publish-asset.ts";
import { withdrawListing } from "../withdraw-listing.ts";
import { getReview } from "./get-review.ts";
import { aSubmission, decide, noticesOf, reviewDesk, reviewOf } from "./testing/review-desk.ts";

const { base, reviewer, second, owner, stranger } = await reviewDesk();

async function auditOf(id: string) {
  const rows = await base.db
    .selectFrom("audit_events")
    .select(["account_id", "details"])
    .where("action", "=", "publishing.review-decided")
    .orderBy("id")
    .execute();
  return rows.filter(({ details }) => (details as { review: string }).review === id);
}

describe("PUB-2: the decision", () => {
  it("PUB-2: rejected with a reason, mended, submitted again, approved", async () => {
    const address = await aSubmission(owner);
    const before = (await noticesOf(owner)).length;
    const review = await reviewOf(reviewer, address);
    await decide(reviewer, review, {
      decision: "reject",
      reason: "The licence does not fit the data",
    });
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
    const again = await reviewOf(reviewer, address);
    expect(again.earlier).toMatchObject([
      { id: review.id, state: "rejected", reason: "The licence does not fit the data" },
    ]);
    await decide(reviewer, again, { reason: "" });
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
    await aSubmission(owner);
    expect((await noticesOf(second)).slice(before.length)).toEqual(["review-requested"]);
  });

  it("PUB-2: of two reviewers who decide at once one succeeds and one is told the outcome", async () => {
    const review = await reviewOf(reviewer, await aSubmission(owner));
    const results = await Promise.allSettled([
      decide(reviewer, review),
      decide(second, review, { decision: "reject", reason: "No" }),
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
    const address = await aSubmission(owner);
    const review = await reviewOf(reviewer, address);
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
    const review = await reviewOf(reviewer, address);
    const silent = await expectProblem(
      decide(reviewer, review, { reason: "" }),
      "validation-failed",
    );
    expect(silent.issues).toMatchObject([{ pointer: "/reason", code: "required" }]);
    const repository = await requireRepository(owner, address, "write");
    await aCommit(owner, repository, { files: { "README.md": "---\ntags: [a]\n---\nNothing" } });
    await settle(base);
    const broken = await getReview(reviewer, review.id);
    expect(broken.findings.some(({ isBlocking }) => isBlocking)).toBe(true);
    await expectProblem(decide(reviewer, broken), "review-blocked");
    await decide(reviewer, broken, { decision: "reject", reason: "No licence any more" });
  });

  it("PUB-2: what the owner withdraws leaves the desk", async () => {
    const address = await aSubmission(owner);
    const review = await reviewOf(reviewer, address);
    await withdrawListing(owner, address);
    expect((await getReview(reviewer, review.id)).state).toBe("withdrawn");
    const refused = await expectProblem(decide(reviewer, review), "review-closed");
    expect(refused.extra).toEqual({ state: "withdrawn" });
  });

  it("PUB-2: what was rejected is not shown by changing its visibility", async () => {
    const automatic = { ...base.config, review: "automatic" } as const;
    const address = await aSubmission(owner);
    await decide(reviewer, await reviewOf(reviewer, address), { decision: "reject", reason: "No" });
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
