import type { Address } from "#contract/fields.ts";
import type { SignedIn } from "../../accounts/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireRepository, setGrants } from "../../repositories/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { anAsset } from "../../testing/assets.ts";
import type { TestContext } from "../../testing/context.ts";
import type { AssetKind } from "#contract/kinds.ts";

export type Speaker = TestContext & { viewer: SignedIn };

/** Lets an account speak: with a confirmed name and address. */
async function confirmName(ctx: TestContext, { accountId, name }: SignedIn): Promise<void> {
  await ctx.db
    .updateTable("accounts")
    .set({ onboarded_at: ctx.now(), email_verified_at: ctx.now(), nickname: name })
    .where("id", "=", accountId)
    .execute();
}

/** Whether an account has its notices mailed. */
export async function setMails(
  { db, viewer }: Speaker,
  { mailsNotices }: { mailsNotices: boolean },
): Promise<void> {
  await db
    .updateTable("accounts")
    .set({ mails_notices: mailsNotices })
    .where("id", "=", viewer.accountId)
    .execute();
}

/** Somebody who may comment wherever they see an asset. */
export async function aSpeaker(ctx: TestContext): Promise<Speaker> {
  const viewer = await anOrdinaryUser(ctx);
  await confirmName(ctx, viewer);
  return { ...ctx.as(viewer), viewer };
}

/** An asset of somebody's that everyone has a level on: 1 sees it, 2 reads it. */
export async function anOpenAsset(
  owner: TestContext,
  { kind = "model", level = 2 }: { kind?: AssetKind; level?: 1 | 2 } = {},
): Promise<Address> {
  const address = await anAsset(owner, { kind });
  const { id } = await requireRepository(owner, address, "manage");
  const grants = [{ namespaceId: null, level }] as const;
  await withTransaction(owner.db, (trx) => setGrants(trx, id, { source: "share", grants }));
  return address;
}

/** The notices of somebody, oldest first. */
export function noticesOf(ctx: TestContext, { accountId }: SignedIn) {
  return ctx.db
    .selectFrom("notices")
    .select(["kind", "params", "path"])
    .where("account_id", "=", accountId)
    .orderBy("id")
    .execute();
}
