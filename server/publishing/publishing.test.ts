import { beforeAll, describe, expect, it } from "vitest";
import type { ListingState, Visibility } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import { isProblem } from "#contract/problems.ts";
import type { SignedIn } from "../accounts/index.ts";
import { wireDomains } from "../app.ts";
import { addFavourite, editCard, getAsset, getCard, searchAssets } from "../assets/index.ts";
import { anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { A_PUBLICATION, anAsset, aPublishedAsset } from "../testing/assets.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { scanFiles, settle } from "../testing/settle.ts";
import { changeVisibility } from "./change-visibility.ts";
import { getListing } from "./get-listing.ts";
import { publishAsset } from "./publish-asset.ts";
import { relistAsset } from "./relist-asset.ts";
import { retryPublishing } from "./retry-publishing.ts";
import { canMove, isNarrower } from "./rules.ts";
import { unlistAsset } from "./unlist-asset.ts";
import { withdrawListing } from "./withdraw-listing.ts";

const ctx = await testContext();
let administrator: SignedIn;
let owner: TestContext;
let stranger: TestContext;

beforeAll(async () => {
  wireDomains(ctx);
  administrator = await aUser(ctx);
  owner = ctx.as(await anOrdinaryUser(ctx));
  stranger = ctx.as(await anOrdinaryUser(ctx));
});

const STATES: ListingState[] = [
  "draft",
  "publishing",
  "publish-failed",
  "in-review",
  "rejected",
  "published",
  "unlisted",
];

describe("PUB-2: the states of a listing", () => {
  it("PUB-2: knows the moves of the rule and no others", () => {
    const moves = STATES.flatMap((from) =>
      STATES.filter((to) => canMove(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(moves).toEqual([
      "draft → publishing",
      "publishing → publish-failed",
      "publishing → in-review",
      "publish-failed → publishing",
      "in-review → draft",
      "in-review → rejected",
      "in-review → published",
      "rejected → publishing",
      "published → unlisted",
      "unlisted → published",
    ]);
  });

  it("PUB-2: a draft is published by its checks when review is automatic", async () => {
    const address = await anAsset(owner);
    expect((await publishAsset(owner, address, A_PUBLICATION)).state).toBe("publishing");
    await settle(ctx);
    const listing = await getListing(owner, address);
    expect(listing.state).toBe("published");
    expect(listing.history.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      "in-review → published",
      "publishing → in-review",
      "draft → publishing",
    ]);
  });

  it("PUB-2: with human review it waits, seen by its owner and reviewers only", async () => {
    const manual = withReview(owner, "manual");
    const address = await anAsset(manual);
    await publishAsset(manual, address, A_PUBLICATION);
    await checkPending(manual);
    expect((await getListing(manual, address)).state).toBe("in-review");
    await expectProblem(getAsset(stranger, address), "not-found");
    expect((await getAsset(ctx.as(administrator), address)).state).toBe("in-review");
  });

  it("PUB-2: the owner withdraws a listing from review", async () => {
    const manual = withReview(owner, "manual");
    const address = await anAsset(manual);
    await publishAsset(manual, address, A_PUBLICATION);
    await checkPending(manual);
    expect((await withdrawListing(manual, address)).state).toBe("draft");
    await expectProblem(withdrawListing(manual, address), "listing-state-wrong");
  });

  it("PUB-2: a blocking finding fails the publication; mended, retry publishes", async () => {
    const address = await anAsset(owner);
    await editCard(owner, address, { settings: { tags: ["automatic-training"] } });
    await publishAsset(owner, address, A_PUBLICATION);
    await settle(ctx);
    const failed = await getListing(owner, address);
    expect(failed.state).toBe("publish-failed");
    expect(failed.findings.filter(({ isBlocking }) => isBlocking)).toEqual([
      expect.objectContaining({ check: "automatic-training" }),
    ]);
    await editCard(owner, address, { settings: { tags: [] } });
    expect((await retryPublishing(owner, address)).state).toBe("publishing");
    await settle(ctx);
    expect((await getListing(owner, address)).state).toBe("published");
  });

  it("PUB-2: of two who move a listing at once one succeeds and one is told the state", async () => {
    const address = await aPublishedAsset(owner);
    const results = await Promise.allSettled([
      unlistAsset(owner, address),
      unlistAsset(owner, address),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(isProblem(refused?.reason, "listing-state-wrong")).toBe(true);
  });

  it("PUB-2: a checked listing stays as it is when its event is delivered again", async () => {
    const address = await aPublishedAsset(owner);
    await ctx.db.updateTable("outbox").set({ delivered_at: null }).execute();
    await settle(ctx);
    const listing = await getListing(owner, address);
    expect(listing.state).toBe("published");
    expect(listing.history).toHaveLength(3);
  });
});

describe("PUB-1: what a submission takes", () => {
  it("PUB-1: writes description, licence and task into the card", async () => {
    const address = await aPublishedAsset(owner);
    const card = await getCard(owner, address);
    expect(card.settings).toMatchObject({
      description: A_PUBLICATION.description,
      licences: ["mit"],
      tasks: ["text-classification"],
    });
    expect(card.source).toContain("license: mit");
  });

  it("PUB-1: specified users read it, others do not know of it", async () => {
    const reader = ctx.as(await anOrdinaryUser(ctx));
    if (reader.viewer.kind !== "account") throw new Error("a reader is signed in");
    const address = await anAsset(owner);
    await publishAsset(owner, address, {
      ...A_PUBLICATION,
      visibility: "restricted",
      audience: [reader.viewer.name.toUpperCase()],
    });
    await settle(ctx);
    expect((await getAsset(reader, address)).abilities).toMatchObject({ read: true, write: false });
    await expectProblem(getAsset(stranger, address), "not-found");
    expect(await findsIt(reader, address)).toBe(true);
    expect(await findsIt(stranger, address)).toBe(false);
  });

  it("PUB-1: names every specified user that does not exist, and changes nothing", async () => {
    const address = await anAsset(owner);
    const publication = { ...A_PUBLICATION, audience: ["nobody-1", "nobody-2"] };
    const refused = await expectProblem(
      publishAsset(owner, address, { ...publication, visibility: "restricted" }),
      "validation-failed",
    );
    expect(refused.issues.map(({ pointer }) => pointer)).toEqual(["/audience/0", "/audience/1"]);
    expect((await getListing(owner, address)).state).toBe("draft");
  });

  it("PUB-8: stores the consent with version and time", async () => {
    await aPublishedAsset(owner);
    if (owner.viewer.kind !== "account") throw new Error("an owner is signed in");
    const rows = await ctx.db
      .selectFrom("agreement_acceptances")
      .select(["agreement", "version"])
      .where("account_id", "=", owner.viewer.accountId)
      .orderBy("agreement")
      .execute();
    expect(rows).toEqual([
      { agreement: "content-publishing", version: "1.0" },
      { agreement: "service", version: "1.0" },
    ]);
  });
});

describe("PUB-3: off the shelf and back", () => {
  it("PUB-3: an unlisted asset is seen by its owner only; relisted it is back for all", async () => {
    const address = await aPublishedAsset(owner);
    await addFavourite(stranger, address);
    expect(await findsIt(stranger, address)).toBe(true);
    await unlistAsset(owner, address);
    await expectProblem(getAsset(stranger, address), "not-found");
    expect(await findsIt(stranger, address)).toBe(false);
    expect((await getAsset(owner, address)).state).toBe("unlisted");
    await relistAsset(owner, address);
    expect((await getAsset(stranger, address)).isFavourite).toBe(true);
    expect(await findsIt(stranger, address)).toBe(true);
  });

  it("PUB-3: nobody but who manages the asset moves it", async () => {
    const address = await aPublishedAsset(owner);
    await expectProblem(unlistAsset(stranger, address), "forbidden");
  });
});

describe("PUB-4: visibility only widens after publishing", () => {
  const order: Visibility[] = ["private", "restricted", "public"];

  it.each(order.flatMap((from) => order.map((to) => ({ from, to }))))(
    "PUB-4: from $from to $to",
    async ({ from, to }) => {
      const address = await anAsset(owner);
      await publishAsset(owner, address, { ...A_PUBLICATION, visibility: from });
      await settle(ctx);
      const change = changeVisibility(owner, address, { visibility: to });
      if (order.indexOf(to) >= order.indexOf(from)) {
        expect((await change).visibility).toBe(to);
        expect(isNarrower(from, to)).toBe(false);
      } else {
        const refused = await expectProblem(change, "visibility-cannot-narrow");
        expect(refused.hint).toMatch(/unlist/i);
      }
    },
  );

  it("PUB-2: where people review, a draft is shown to nobody by changing its visibility", async () => {
    const manual = withReview(owner, "manual");
    const address = await anAsset(manual);
    await expectProblem(
      changeVisibility(manual, address, { visibility: "public" }),
      "review-required",
    );
    await expectProblem(getAsset(stranger, address), "not-found");
  });

  it("PUB-4: before publishing it may narrow; an administrator may always lower it", async () => {
    const draft = await anAsset(owner, { visibility: "public" });
    expect((await changeVisibility(owner, draft, { visibility: "private" })).visibility).toBe(
      "private",
    );
    const published = await aPublishedAsset(owner);
    const lowered = await changeVisibility(ctx.as(administrator), published, {
      visibility: "private",
    });
    expect(lowered.visibility).toBe("private");
    await expectProblem(getAsset(stranger, published), "not-found");
  });
});

async function findsIt(who: TestContext, { name }: Address): Promise<boolean> {
  const query = { q: name, limit: 10 };
  return (await searchAssets(who, query)).items.some((item) => item.name === name);
}

function withReview(who: TestContext, review: "manual" | "automatic"): TestContext {
  return { ...who, config: { ...who.config, review } };
}

/** Delivers with the context's own settings: the bus was wired with automatic review. */
async function checkPending(who: TestContext): Promise<void> {
  await scanFiles(who);
  const { checkListing } = await import("./check-listing.ts");
  const rows = await who.db
    .selectFrom("outbox")
    .select(["id", "payload"])
    .where("name", "=", "publishing.listing-submitted")
    .where("delivered_at", "is", null)
    .execute();
  for (const { id, payload } of rows) {
    const { assetId } = payload as { assetId: number };
    await who.db.transaction().execute(async (trx) => {
      await checkListing(who, trx, assetId);
      await trx
        .updateTable("outbox")
        .set({ delivered_at: new Date() })
        .where("id", "=", id)
        .execute();
    });
  }
}
