import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

/** Holds an account until the transaction's end. Undefined: it is gone, or was deleted. */
export function holdAccount(trx: DatabaseTransaction, accountId: number) {
  return trx
    .selectFrom("accounts")
    .selectAll()
    .where("id", "=", accountId)
    .where("state", "!=", "deleted")
    .forUpdate()
    .executeTakeFirst();
}

export type HeldAccount = NonNullable<Awaited<ReturnType<typeof holdAccount>>>;

/** The organisations that an account belongs to, in the order in which they are held. */
export async function listMemberships(db: Database, accountId: number): Promise<number[]> {
  const rows = await db
    .selectFrom("organisation_members")
    .select("organisation_id")
    .where("account_id", "=", accountId)
    .orderBy("organisation_id")
    .execute();
  return rows.map((row) => row.organisation_id);
}

/** Those of an account's organisations that nobody else owns. */
export async function listOwnedAlone(db: Database, accountId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select own.organisation_id as id from organisation_members as own
    where own.account_id = ${accountId} and own.role = 'owner'
      and not exists (
        select from organisation_members as other
        where other.organisation_id = own.organisation_id and other.role = 'owner'
          and other.account_id <> own.account_id)
    order by own.organisation_id`.execute(db);
  return rows.map((row) => row.id);
}

/**
 * Puts an empty account in the place of one: its row is deleted, so that everything that refers to it
 * goes or forgets it as the foreign keys say, and what keeps its name and ID taken is written anew.
 */
export async function replaceByEmpty(
  trx: DatabaseTransaction,
  account: HeldAccount,
  { heirId, at }: { heirId: number | null; at: Date },
): Promise<void> {
  const { id, public_id: publicId } = account;
  await trx.deleteFrom("accounts").where("id", "=", id).execute();
  const address = `${publicId}@deleted.invalid`;
  await trx
    .insertInto("accounts")
    .values({
      id,
      public_id: publicId,
      email: address,
      email_key: address,
      state: "deleted",
      mails_notices: false,
      heir_id: heirId,
      created_at: account.created_at,
      updated_at: at,
    })
    .execute();
}
