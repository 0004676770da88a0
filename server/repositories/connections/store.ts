import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

const columns = [
  "id",
  "public_id",
  "name",
  "endpoint",
  "region",
  "bucket",
  "prefix",
  "access_key_id",
  "sealed_secret",
  "is_path_style",
  "created_at",
  "updated_at",
] as const;

function select(db: Database) {
  return db.selectFrom("storage_connections").select(columns);
}

export type ConnectionRow = Awaited<
  ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>
>;

/** What a connection is, beside whose it is. */
export type ConnectionFields = {
  name: string;
  endpoint: string | null;
  region: string;
  bucket: string;
  prefix: string;
  accessKeyId: string;
  sealedSecret: string;
  isPathStyle: boolean;
};

function valuesOf(fields: ConnectionFields) {
  return {
    name: fields.name,
    name_key: nameKeyOf(fields.name),
    endpoint: fields.endpoint,
    region: fields.region,
    bucket: fields.bucket,
    prefix: fields.prefix,
    access_key_id: fields.accessKeyId,
    sealed_secret: fields.sealedSecret,
    is_path_style: fields.isPathStyle,
  };
}

function nameKeyOf(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** Newest first; one more than the limit. */
export function listConnections(
  db: Database,
  { accountId, before, limit }: { accountId: number; before: number | null; limit: number },
): Promise<ConnectionRow[]> {
  return select(db)
    .where("account_id", "=", accountId)
    .$if(before !== null, (query) => query.where("id", "<", before))
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
}

/** In a transaction it is held: nobody edits or deletes it meanwhile. */
export function findConnection(
  db: Database,
  { accountId, publicId }: { accountId: number; publicId: string },
): Promise<ConnectionRow | undefined> {
  return select(db)
    .where("account_id", "=", accountId)
    .where("public_id", "=", publicId)
    .$if(db.isTransaction, (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
}

export function findConnectionById(db: Database, id: number): Promise<ConnectionRow | undefined> {
  return select(db).where("id", "=", id).executeTakeFirst();
}

/** Its connections are counted and added one after the other. */
export async function countConnections(
  trx: DatabaseTransaction,
  accountId: number,
): Promise<number> {
  await trx
    .selectFrom("accounts")
    .select("id")
    .where("id", "=", accountId)
    .forNoKeyUpdate()
    .execute();
  const { count } = await trx
    .selectFrom("storage_connections")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("account_id", "=", accountId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function isNameTaken(
  trx: DatabaseTransaction,
  { accountId, name, except }: { accountId: number; name: string; except?: number },
): Promise<boolean> {
  const row = await trx
    .selectFrom("storage_connections")
    .select("id")
    .where("account_id", "=", accountId)
    .where("name_key", "=", nameKeyOf(name))
    .$if(except !== undefined, (query) => query.where("id", "!=", except ?? 0))
    .executeTakeFirst();
  return row !== undefined;
}

export function insertConnection(
  trx: DatabaseTransaction,
  connection: ConnectionFields & { accountId: number; publicId: string; at: Date },
): Promise<ConnectionRow> {
  const { accountId, publicId, at } = connection;
  return trx
    .insertInto("storage_connections")
    .values({
      ...valuesOf(connection),
      account_id: accountId,
      public_id: publicId,
      created_at: at,
      updated_at: at,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export function updateConnection(
  trx: DatabaseTransaction,
  id: number,
  { at, ...fields }: ConnectionFields & { at: Date },
): Promise<ConnectionRow> {
  return trx
    .updateTable("storage_connections")
    .set({ ...valuesOf(fields), updated_at: at })
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function removeConnection(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx.deleteFrom("storage_connections").where("id", "=", id).execute();
}

export async function isConnectionInUse(trx: DatabaseTransaction, id: number): Promise<boolean> {
  const row = await trx
    .selectFrom("bucket_transfers")
    .select("id")
    .where("connection_id", "=", id)
    .where("state", "in", ["queued", "running"])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
