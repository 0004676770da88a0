import { describe, expect, it } from "vitest";
import { ANONYMOUS } from "../../accounts/index.ts";
import { fixture } from "../../platform/formats/pickle/testing/pickles.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { getReview } from "./get-review.ts";
import { listReviews } from "./list-reviews.ts";
import { aSubmission, decide, reviewDesk, reviewOf } from "./testing/review-desk.ts";

const { base, reviewer, owner, stranger } = await reviewDesk();
const open = { state: "open", limit: 100 } as const;

describe("PLT-3: the queue", () => {
  it("PLT-3: is worked off from what waits longest, page by page, and counted", async () => {
    const names: string[] = [];
    for (let at = 0; at < 3; at++) names.push((await aSubmission(owner)).name);
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
    const address = await aSubmission(owner);
    const { name } = address;
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
    await decide(reviewer, await reviewOf(reviewer, address));
    expect(await has({ state: "approved" })).toBe(true);
    expect(await has({})).toBe(false);
  });

  it("PLT-3: shows what the checks have found, to reviewers only", async () => {
    const files = { "model.pt": await fixture("evil-checkpoint.pt") };
    const review = await reviewOf(reviewer, await aSubmission(owner, { files }));
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
