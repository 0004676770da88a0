import type { Database } from "../../platform/database/index.ts";

export type AccessKeyRecord = {
  publicId: string;
  accessKey: string;
  secretHash: Buffer;
  accountId: number;
  name: string;
  scope: "read" | "write";
  createdAt: Date;
};

export async function insertAccessKey(db: Database, key: AccessKeyRecord): Promise<void> {
  await db
    .insertInto("access_keys")
    .values({
      public_id: key.publicId,
      access_key: key.accessKey,
      secret_hash: key.secretHash,
      account_id: key.accountId,
      name: key.name,
      scope: key.scope,
      created_at: key.createdAt,
    })
    .execute();
}

/** A key pair with the state of its account. */
export function findAccessKey(db: Database, accessKey: string) {
  return db
    .selectFrom("access_keys as k")
    .innerJoin("accounts as a", "a.id", "k.account_id")
    .select(["k.id", "k.secret_hash", "k.account_id", "k.name", "k.scope", "a.state"])
    .where("k.access_key", "=", accessKey)
    .executeTakeFirst();
}

/** An account's key pairs, newest first. */
export function listAccessKeys(
  db: Database,
  page: { accountId: number; before: number | null; limit: number },
) {
  return db
    .selectFrom("access_keys")
    .select(["id", "public_id", "name", "access_key", "scope", "created_at", "last_used_at"])
    .where("account_id", "=", page.accountId)
    .$if(page.before !== null, (query) => query.where("id", "<", page.before))
    .orderBy("id", "desc")
    .limit(page.limit)
    .execute();
}
export type AccessKeyRow = Awaited<ReturnType<typeof listAccessKeys>>[number];

/** Removes a key pair with its tokens. The key's name; undefined when the account has none such. */
export async function removeAccessKey(
  db: Database,
  key: { accountId: number; publicId: string },
): Promise<string | undefined> {
  const row = await db
    .deleteFrom("access_keys")
    .where("public_id", "=", key.publicId)
    .where("account_id", "=", key.accountId)
    .returning("access_key")
    .executeTakeFirst();
  return row?.access_key;
}
