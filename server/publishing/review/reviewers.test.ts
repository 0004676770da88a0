import { describe, expect, it } from "vitest";
import { requireRepository } from "../../repositories/index.ts";
import { anOrganisation, viewerOf } from "../../testing/accounts.ts";
import { A_PUBLICATION } from "../../testing/assets.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit } from "../../testing/repositories.ts";
import { settle } from "../../testing/settle.ts";
import { getListing } from "../get-listing.ts";
import { publishAsset } from "../publish-asset.ts";
import { withdrawListing } from "../withdraw-listing.ts";
import { getReview } from "./get-review.ts";
import {
  accountOf,
  aSubmission,
  decide,
  reviewDesk,
  reviewOf,
  setAdministrator,
  setFourEyes,
} from "./testing/review-desk.ts";

const { base, reviewer, second, owner } = await reviewDesk();

describe("PLT-3: nobody judges what is their own", () => {
  it("PLT-3: neither their asset, nor their organisation's, nor what they have submitted", async () => {
    const own = await reviewOf(reviewer, await aSubmission(reviewer));
    expect(own.bar).toBe("own");
    const refused = await expectProblem(decide(reviewer, own), "review-barred");
    expect(refused.extra).toEqual({ bar: "own" });
    const name = accountOf(reviewer).name;
    const { name: organisation } = await anOrganisation(base, {
      owner: await viewerOf(base, accountOf(owner).name),
      members: [{ account: await viewerOf(base, name), role: "member" }],
    });
    const member = base.as(await viewerOf(base, name));
    const asOwner = base.as(await viewerOf(base, accountOf(owner).name));
    const theirs = await aSubmission(asOwner, { owner: organisation });
    expect((await reviewOf(member, theirs)).bar).toBe("own");
    const others = await aSubmission(owner);
    await withdrawListing(owner, others);
    await publishAsset(second, others, A_PUBLICATION);
    await settle(base);
    expect((await reviewOf(second, others)).bar).toBe("submitted");
    expect((await reviewOf(reviewer, others)).bar).toBeNull();
    await decide(second, own);
  });
});

describe("PLT-3: four eyes", () => {
  it("PLT-3: two different reviewers approve; a commit between them begins it anew", async () => {
    await setFourEyes(base, true);
    const address = await aSubmission(owner);
    const review = await reviewOf(reviewer, address);
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
    const refused = await reviewOf(reviewer, await aSubmission(owner));
    expect((await decide(reviewer, refused, { decision: "reject", reason: "No" })).state).toBe(
      "rejected",
    );
    await setFourEyes(base, false);
  });

  it("PLT-3: the only administrator judges their own where one pair of eyes is enough", async () => {
    const { accountId } = accountOf(second);
    const address = await aSubmission(reviewer);
    const review = await reviewOf(reviewer, address);
    await setAdministrator(base, accountId, false);
    await setFourEyes(base, true);
    await expectProblem(decide(reviewer, review), "review-barred");
    await setFourEyes(base, false);
    expect((await decide(reviewer, review)).state).toBe("approved");
    await setAdministrator(base, accountId, true);
  });
});
