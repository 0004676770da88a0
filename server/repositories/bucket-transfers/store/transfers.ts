import { sql } from "kysely";
import type { AssetKind } from "#contract/fields.ts";
import type { TransferFailure, TransferState } from "#contract/repositories/transfer.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { bytesOf, hexOrNull } from "../../store/hex.ts";

export type Direction = "import" | "delivery";

function select(db: Database) {
  return db
    .selectFrom("bucket_transfers as transfer")
    .innerJoin("accounts", "accounts.id", "transfer.account_id")
    .leftJoin("storage_connections as connection", "connection.id", "transfer.connection_id")
    .leftJoin("repositories as repository", "repository.id", "transfer.repository_id")
    .leftJoin("namespaces as namespace", "namespace.id", "repository.namespace_id")
    .selectAll("transfer")
    .select(["accounts.public_id as account_public_id", "connection.public_id as connection"])
    .select(["namespace.name as owner_name", "repository.name as present_name"]);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

/** What a source was when somebody wrote it down, under a name for people. */
export type ExpectedSource = { name: string; files: number; sizeBytes: number; digest: string };

/** One import or delivery, as it stands. */
export type TransferRow = {
  id: number;
  publicId: string;
  direction: Direction;
  accountId: number;
  accountPublicId: string;
  /** Null: deleted. */
  repositoryId: number | null;
  repositoryKind: AssetKind;
  /** `owner/name` as it is, or was. */
  repositoryName: string;
  connectionId: number | null;
  /** Its public id. */
  connection: string | null;
  connectionName: string;
  bucket: string;
  bucketPath: string;
  revision: string;
  folder: string;
  title: string;
  /** Of a delivery the dataset of the workbench that it fills. */
  datasetName: string | null;
  /** Of an import what its source must be; null: whatever it is. */
  expected: ExpectedSource | null;
  commit: string | null;
  state: TransferState;
  attempt: number;
  totalFiles: number | null;
  totalBytes: number | null;
  doneFiles: number;
  doneBytes: number;
  skippedFiles: number;
  failure: TransferFailure | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
};

function toTransfer(row: Row): TransferRow {
  const isThere = row.owner_name !== null && row.present_name !== null;
  return {
    id: row.id,
    publicId: row.public_id,
    direction: row.direction as Direction,
    accountId: row.account_id,
    accountPublicId: row.account_public_id,
    repositoryId: row.repository_id,
    repositoryKind: row.repository_kind as AssetKind,
    repositoryName: isThere ? `${row.owner_name}/${row.present_name}` : row.repository_name,
    connectionId: row.connection_id,
    connection: row.connection,
    connectionName: row.connection_name,
    bucket: row.bucket,
    bucketPath: row.bucket_path,
    revision: row.revision,
    folder: row.folder,
    title: row.title,
    datasetName: row.dataset_name,
    expected: row.expected as ExpectedSource | null,
    commit: hexOrNull(row.commit_oid),
    state: row.state as TransferState,
    attempt: row.attempt,
    totalFiles: row.total_files,
    totalBytes: row.total_bytes,
    doneFiles: row.done_files,
    doneBytes: row.done_bytes,
    skippedFiles: row.skipped_files,
    failure: row.failure as TransferFailure | null,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

export type NewTransferRow = {
  publicId: string;
  direction: Direction;
  accountId: number;
  repositoryId: number;
  repositoryKind: AssetKind;
  repositoryName: string;
  connectionId: number;
  connectionName: string;
  bucket: string;
  bucketPath: string;
  revision: string;
  folder: string;
  title: string;
  datasetName?: string | undefined;
  expected?: ExpectedSource | undefined;
  commit: string | null;
  at: Date;
};

export async function insertTransfer(
  trx: DatabaseTransaction,
  transfer: NewTransferRow,
): Promise<number> {
  const { id } = await trx
    .insertInto("bucket_transfers")
    .values({
      public_id: transfer.publicId,
      direction: transfer.direction,
      account_id: transfer.accountId,
      repository_id: transfer.repositoryId,
      repository_kind: transfer.repositoryKind,
      repository_name: transfer.repositoryName,
      connection_id: transfer.connectionId,
      connection_name: transfer.connectionName,
      bucket: transfer.bucket,
      bucket_path: transfer.bucketPath,
      revision: transfer.revision,
      folder: transfer.folder,
      title: transfer.title,
      dataset_name: transfer.datasetName ?? null,
      expected: transfer.expected === undefined ? null : JSON.stringify(transfer.expected),
      commit_oid: transfer.commit === null ? null : bytesOf(transfer.commit),
      state: "queued",
      created_at: transfer.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Queued and running ones; the account is held, so that they are counted one after the other. */
export async function countActive(trx: DatabaseTransaction, accountId: number): Promise<number> {
  await trx
    .selectFrom("accounts")
    .select("id")
    .where("id", "=", accountId)
    .forNoKeyUpdate()
    .execute();
  const { count } = await trx
    .selectFrom("bucket_transfers")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("account_id", "=", accountId)
    .where("state", "in", ["queued", "running"])
    .executeTakeFirstOrThrow();
  return count;
}

type PageOf = {
  direction: Direction;
  before: number | null;
  limit: number;
  state?: TransferState | undefined;
  /** Part of the repository's name as it was or is. */
  q?: string | undefined;
};

/** Newest first, of an account or of a repository; one more than the limit. */
export async function listTransfers(
  db: Database,
  whose: { accountId: number } | { repositoryId: number },
  { direction, before, limit, state, q }: PageOf,
): Promise<TransferRow[]> {
  const rows = await select(db)
    .where("transfer.direction", "=", direction)
    .$if("accountId" in whose, (query) =>
      query.where("transfer.account_id", "=", "accountId" in whose ? whose.accountId : 0),
    )
    .$if("repositoryId" in whose, (query) =>
      query.where("transfer.repository_id", "=", "repositoryId" in whose ? whose.repositoryId : 0),
    )
    .$if(before !== null, (query) => query.where("transfer.id", "<", before ?? 0))
    .$if(state !== undefined, (query) => query.where("transfer.state", "=", state ?? ""))
    .where(namesMatch(q))
    .orderBy("transfer.id", "desc")
    .limit(limit + 1)
    .execute();
  return rows.map(toTransfer);
}

/** An account's by state; those of other directions, and what the words do not find, left out. */
export function countTransfers(
  db: Database,
  { accountId, direction, q }: Pick<PageOf, "direction" | "q"> & { accountId: number },
) {
  return db
    .selectFrom("bucket_transfers as transfer")
    .select(["transfer.state", sql<number>`count(*)::int`.as("count")])
    .where("transfer.account_id", "=", accountId)
    .where("transfer.direction", "=", direction)
    .where(namesMatch(q))
    .groupBy("transfer.state");
}

function namesMatch(q: string | undefined) {
  const words = (q ?? "").trim().toLowerCase();
  if (words === "") return sql<boolean>`true`;
  const pattern = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<boolean>`(lower(transfer.repository_name) like ${pattern}
    or exists (select from repositories as named
      where named.id = transfer.repository_id and named.name_key like ${pattern}))`;
}

/** In a transaction it is held. */
export async function findTransfer(
  db: Database,
  publicId: string,
): Promise<TransferRow | undefined> {
  const row = await select(db)
    .where("transfer.public_id", "=", publicId)
    .$if(db.isTransaction, (query) => query.forNoKeyUpdate("transfer"))
    .executeTakeFirst();
  return row && toTransfer(row);
}

/** Ends it, or puts it back into the queue. */
export async function updateState(
  trx: DatabaseTransaction,
  id: number,
  { state, at }: { state: "cancelled" | "queued"; at: Date },
): Promise<void> {
  await trx
    .updateTable("bucket_transfers")
    .set({
      state,
      failure: null,
      ended_at: state === "queued" ? null : at,
      ...(state === "queued" ? { beat_at: sql<Date>`now()` } : {}),
    })
    .where("id", "=", id)
    .execute();
}

/** An import that is tried anew lists its source anew. */
export async function forgetTotals(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx
    .updateTable("bucket_transfers")
    .set({ total_files: null, total_bytes: null, done_files: 0, done_bytes: 0 })
    .where("id", "=", id)
    .execute();
}
