import { beforeAll } from "vitest";
import type { Address } from "#contract/fields.ts";
import type { Review } from "#contract/publishing/review.ts";
import type { SignedIn } from "../../../accounts/index.ts";
import { wireDomains } from "../../../app.ts";
import { withTransaction } from "../../../platform/database/index.ts";
import { writeSetting } from "../../../platform/settings/index.ts";
import { requireRepository } from "../../../repositories/index.ts";
import { anOrdinaryUser, aUser, viewerOf } from "../../../testing/accounts.ts";
import { A_PUBLICATION, anAsset } from "../../../testing/assets.ts";
import { testContext, type TestContext } from "../../../testing/context.ts";
import { aCommit } from "../../../testing/repositories.ts";
import { settle } from "../../../testing/settle.ts";
import { publishAsset } from "../../publish-asset.ts";
import { decideReview } from "../decide-review.ts";
import { getReview } from "../get-review.ts";
import { listReviews } from "../list-reviews.ts";

type Verdict = { decision?: "approve" | "reject"; reason?: string };

type Submitted = {
  files?: Record<string, string | Uint8Array>;
  /** An organisation; otherwise who submits it. */
  owner?: string;
};

/**
 * A gallery in which people review, with an owner, two reviewers and a stranger. Called at the top of
 * a test file.
 */
export async function reviewDesk(environment: Record<string, string> = {}) {
  const base = await testContext({ environment: { GALLERY_REVIEW: "manual", ...environment } });
  const reviewer = base.as(await aUser(base));
  const second = base.as(await anAdministrator(base));
  const owner = base.as(await anOrdinaryUser(base));
  const stranger = base.as(await anOrdinaryUser(base));
  beforeAll(() => wireDomains(base));
  return { base, reviewer, second, owner, stranger };
}

async function anAdministrator(base: TestContext): Promise<SignedIn> {
  const user = await anOrdinaryUser(base);
  await setAdministrator(base, user.accountId, true);
  return viewerOf(base, user.name);
}

export async function setAdministrator(
  { db }: TestContext,
  accountId: number,
  isAdmin: boolean,
): Promise<void> {
  await db.updateTable("accounts").set({ is_admin: isAdmin }).where("id", "=", accountId).execute();
}

export function setFourEyes({ db }: TestContext, value: boolean): Promise<void> {
  return withTransaction(db, (trx) =>
    writeSetting(trx, { key: "review.four-eyes", value, at: new Date() }),
  );
}

/** A model of somebody that waits for a reviewer. */
export async function aSubmission(
  who: TestContext,
  { files = {}, owner }: Submitted = {},
): Promise<Address> {
  const address = await anAsset(who, owner === undefined ? {} : { owner });
  if (Object.keys(files).length > 0) {
    await aCommit(who, await requireRepository(who, address, "write"), { files });
  }
  await publishAsset(who, address, A_PUBLICATION);
  await settle(who);
  return address;
}

/** The open review of an asset, as a reviewer sees it. */
export async function reviewOf(who: TestContext, { name }: Address): Promise<Review> {
  const { items } = await listReviews(who, { state: "open", limit: 100 });
  const found = items.find((item) => item.asset.name === name);
  if (found === undefined) throw new Error(`${name} is not in the queue`);
  return getReview(who, found.id);
}

/** Decides about the commit that the review shows; approves when nothing else is said. */
export function decide(
  who: TestContext,
  { id, commit }: Pick<Review, "id" | "commit">,
  { decision = "approve", reason = "Fine" }: Verdict = {},
): Promise<Review> {
  return decideReview(who, id, { decision, reason, commit });
}

/** Kinds of the notices that somebody got, oldest first. */
export async function noticesOf(who: TestContext): Promise<string[]> {
  const rows = await who.db
    .selectFrom("notices")
    .select("kind")
    .where("account_id", "=", accountOf(who).accountId)
    .orderBy("id")
    .execute();
  return rows.map(({ kind }) => kind);
}

export function accountOf({ viewer }: TestContext): SignedIn {
  if (viewer.kind !== "account") throw new Error("somebody is signed in");
  return viewer;
}
