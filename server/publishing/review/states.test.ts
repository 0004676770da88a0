import { beforeAll, describe, expect, it } from "vitest";
import type { ListingState } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import { isProblem } from "#contract/problems.ts";
import { wireDomains } from "../../app.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireRepository, scanHead } from "../../repositories/index.ts";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { A_PUBLICATION, anAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { checkListing } from "../check-listing.ts";
import { getListing } from "../get-listing.ts";
import { moveState } from "../move-state.ts";
import { publishAsset } from "../publish-asset.ts";
import { relistAsset } from "../relist-asset.ts";
import { retryPublishing } from "../retry-publishing.ts";
import { unlistAsset } from "../unlist-asset.ts";
import { withdrawListing } from "../withdraw-listing.ts";
import { decideReview } from "./decide-review.ts";
import { listReviewsOf } from "./store/reviews.ts";

const STATES = [
  "draft",
  "publishing",
  "publish-failed",
  "in-review",
  "rejected",
  "published",
  "unlisted",
] as const satisfies ListingState[];

/** Whether strangers know of an asset in this state. */
const SEEN: ReadonlySet<ListingState> = new Set(["published"]);

type Act = (who: TestContext, address: Address) => Promise<unknown>;

const ACTIONS = {
  publish: (who, address) => publishAsset(who, address, A_PUBLICATION),
  retry: (who, address) => retryPublishing(who, address),
  withdraw: (who, address) => withdrawListing(who, address),
  unlist: (who, address) => unlistAsset(who, address),
  relist: (who, address) => relistAsset(who, address),
  approve: (who, address) => decide(who, address, "approve"),
  reject: (who, address) => decide(who, address, "reject"),
} as const satisfies Record<string, Act>;
type Action = keyof typeof ACTIONS;

/** PUB-2, written by hand: what an action makes of a listing in a state. Anything else is refused. */
const OUTCOMES: Record<ListingState, Partial<Record<Action, ListingState>>> = {
  draft: { publish: "publishing" },
  publishing: {},
  "publish-failed": { publish: "publishing", retry: "publishing" },
  "in-review": { withdraw: "draft", approve: "published", reject: "rejected" },
  rejected: { publish: "publishing" },
  published: { unlist: "unlisted" },
  unlisted: { relist: "published" },
};

const ACTORS = ["owner", "reviewer", "operator", "stranger"] as const;
type Actor = (typeof ACTORS)[number];

const base = await testContext({ environment: { GALLERY_REVIEW: "manual" } });
const actors = new Map<Actor, TestContext>();
const shared = new Map<ListingState, Promise<Address>>();

beforeAll(async () => {
  wireDomains(base);
  const operator = await aUser(base);
  const reviewer = await anOrdinaryUser(base);
  actors.set("operator", base.as(operator));
  actors.set(
    "reviewer",
    base.as({ ...reviewer, isAdmin: true, credential: { kind: "session", sessionId: 1 } }),
  );
  await base.db
    .updateTable("accounts")
    .set({ is_admin: true })
    .where("id", "=", reviewer.accountId)
    .execute();
  actors.set("owner", base.as(await anOrdinaryUser(base)));
  actors.set("stranger", base.as(await anOrdinaryUser(base)));
});

function as(actor: Actor): TestContext {
  const who = actors.get(actor);
  if (who === undefined) throw new Error(`${actor} is not there`);
  return who;
}

async function decide(who: TestContext, address: Address, decision: "approve" | "reject") {
  const { id } = await requireRepository(base.as(as("operator").viewer), address, "manage");
  const [review] = await listReviewsOf(base.db, id, 1);
  if (review === undefined) throw new Error("nothing was ever reviewed");
  await decideReview(who, review.publicId, {
    decision,
    reason: "Looked at",
    commit: review.commit,
  });
}

const cells = STATES.flatMap((state) =>
  Object.keys(ACTIONS).flatMap((name) =>
    ACTORS.map((actor) => ({ state, action: name as Action, actor })),
  ),
);

describe("PUB-2: every state × every action × everybody", () => {
  it.each(cells)("PUB-2: $state · $action · $actor", async ({ state, action, actor }) => {
    const outcome = actor === "stranger" ? undefined : outcomeOf({ state, action, actor });
    const address = outcome === undefined ? await sharedIn(state) : await anAssetIn(state);
    const done = await ACTIONS[action](as(actor), address).then(
      () => "done",
      (error: unknown) => (isProblem(error) ? error.code : Promise.reject(error)),
    );
    expect(done).toBe(outcome === undefined ? refusalOf({ state, action, actor }) : "done");
    expect((await getListing(as("owner"), address)).state).toBe(outcome ?? state);
  });
});

type Cell = { state: ListingState; action: Action; actor: Actor };

/** The owner decides about nothing, and least of all about what is their own. */
function outcomeOf({ state, action, actor }: Cell): ListingState | undefined {
  return isDecision(action) && actor === "owner" ? undefined : OUTCOMES[state][action];
}

function refusalOf({ state, action, actor }: Cell): string {
  const decides = actor === "reviewer" || actor === "operator";
  if (isDecision(action)) return decides ? "review-closed" : "forbidden";
  if (actor !== "stranger") return "listing-state-wrong";
  return SEEN.has(state) ? "forbidden" : "not-found";
}

function isDecision(action: Action): boolean {
  return action === "approve" || action === "reject";
}

/** What is refused changes nothing: one asset in each state is enough for all of it. */
function sharedIn(state: ListingState): Promise<Address> {
  const made = shared.get(state) ?? anAssetIn(state);
  shared.set(state, made);
  return made;
}

/** A listing in a state, with a review behind it. */
async function anAssetIn(state: ListingState): Promise<Address> {
  const owner = as("owner");
  const address = await anAsset(owner);
  const { id } = await requireRepository(owner, address, "manage");
  const submit = async () => {
    await publishAsset(owner, address, A_PUBLICATION);
    await scanHead(base, id);
  };
  const check = () => withTransaction(base.db, (trx) => checkListing(base, trx, id));
  await submit();
  await check();
  if (state === "in-review") return address;
  if (state === "rejected") await decide(as("reviewer"), address, "reject");
  if (state === "published" || state === "unlisted") {
    await decide(as("reviewer"), address, "approve");
  }
  if (state === "unlisted") await unlistAsset(owner, address);
  if (state === "draft" || state === "publishing" || state === "publish-failed") {
    await withdrawListing(owner, address);
  }
  if (state === "publishing" || state === "publish-failed") await submit();
  if (state === "publish-failed") {
    await withTransaction(base.db, (trx) =>
      moveState(trx, { assetId: id, to: state, accountId: null, at: base.now() }),
    );
  }
  return address;
}
