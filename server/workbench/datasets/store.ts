import { sql } from "kysely";
import type { TransferState } from "#contract/repositories/transfer.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

function select(db: Database) {
  return db
    .selectFrom("workbench_datasets as dataset")
    .leftJoin("storage_connections as connection", "connection.id", "dataset.connection_id")
    .leftJoin("bucket_transfers as delivery", "delivery.id", "dataset.delivery_id")
    .selectAll("dataset")
    .select(["connection.public_id as connection", "delivery.public_id as delivery"])
    .select((eb) => [
      "delivery.state as delivery_state",
      eb
        .selectFrom("workbench_dataset_versions as version")
        .select((version) => version.fn.max("number").as("number"))
        .whereRef("version.dataset_id", "=", "dataset.id")
        .as("latest_version"),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

export type DatasetRow = Omit<Row, "delivery_state"> & { delivery_state: TransferState | null };

function toDataset(row: Row): DatasetRow {
  return { ...row, delivery_state: row.delivery_state as TransferState | null };
}

function nameKeyOf(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

export type DatasetPage = {
  accountId: number;
  before: number | null;
  limit: number;
  /** Part of the name. */
  q: string;
};

/** Newest first; one more than the limit. */
export async function listDatasets(
  db: Database,
  { accountId, before, limit, q }: DatasetPage,
): Promise<DatasetRow[]> {
  const rows = await select(db)
    .where("dataset.account_id", "=", accountId)
    .$if(before !== null, (query) => query.where("dataset.id", "<", before))
    .$if(q !== "", (query) =>
      query.where(sql<boolean>`position(${nameKeyOf(q)} in dataset.name_key) > 0`),
    )
    .orderBy("dataset.id", "desc")
    .limit(limit + 1)
    .execute();
  return rows.map(toDataset);
}

/** In a transaction it is held. */
export async function findDataset(
  db: Database,
  { accountId, publicId }: { accountId: number; publicId: string },
): Promise<DatasetRow | undefined> {
  const row = await select(db)
    .where("dataset.account_id", "=", accountId)
    .where("dataset.public_id", "=", publicId)
    .$if(db.isTransaction, (query) => query.forNoKeyUpdate("dataset"))
    .executeTakeFirst();
  return row && toDataset(row);
}

/** The account is held, so that its datasets are counted and added one after the other. */
export async function countDatasets(trx: DatabaseTransaction, accountId: number): Promise<number> {
  await trx
    .selectFrom("accounts")
    .select("id")
    .where("id", "=", accountId)
    .forNoKeyUpdate()
    .execute();
  const { count } = await trx
    .selectFrom("workbench_datasets")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("account_id", "=", accountId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function isNameTaken(
  trx: DatabaseTransaction,
  { accountId, name }: { accountId: number; name: string },
): Promise<boolean> {
  const row = await trx
    .selectFrom("workbench_datasets")
    .select("id")
    .where("account_id", "=", accountId)
    .where("name_key", "=", nameKeyOf(name))
    .executeTakeFirst();
  return row !== undefined;
}

export type NewDatasetRow = {
  publicId: string;
  accountId: number;
  name: string;
  dataType: string;
  description: string;
  /** Its public id, one of the account's. */
  connection: string;
  inputPath: string;
  outputPath: string;
  deliveryId: number | null;
  at: Date;
};

/** @returns false when the account has no such connection. */
export async function insertDataset(
  trx: DatabaseTransaction,
  dataset: NewDatasetRow,
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    insert into workbench_datasets (
      public_id, account_id, name, name_key, data_type, description, connection_id,
      connection_name, bucket, input_path, output_path, delivery_id, created_at
    )
    select ${dataset.publicId}, account_id, ${dataset.name}, ${nameKeyOf(dataset.name)},
      ${dataset.dataType}, ${dataset.description}, id, name, bucket, ${dataset.inputPath},
      ${dataset.outputPath}, ${dataset.deliveryId}::bigint, ${dataset.at}
    from storage_connections
    where account_id = ${dataset.accountId} and public_id = ${dataset.connection}
    returning id`.execute(trx);
  return rows.length === 1;
}

export async function removeDataset(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx.deleteFrom("workbench_datasets").where("id", "=", id).execute();
}

export type VersionRow = {
  number: number;
  file_count: number;
  size_bytes: number;
  digest: Buffer;
  created_at: Date;
};

const versionColumns = ["number", "file_count", "size_bytes", "digest", "created_at"] as const;

/** Newest first; one more than the limit. */
export function listVersions(
  db: Database,
  { datasetId, before, limit }: { datasetId: number; before: number | null; limit: number },
): Promise<VersionRow[]> {
  return db
    .selectFrom("workbench_dataset_versions")
    .select(versionColumns)
    .where("dataset_id", "=", datasetId)
    .$if(before !== null, (query) => query.where("number", "<", before))
    .orderBy("number", "desc")
    .limit(limit + 1)
    .execute();
}

export function findVersion(
  db: Database,
  { datasetId, number }: { datasetId: number; number: number },
): Promise<VersionRow | undefined> {
  return db
    .selectFrom("workbench_dataset_versions")
    .select(versionColumns)
    .where("dataset_id", "=", datasetId)
    .where("number", "=", number)
    .executeTakeFirst();
}

/** Of a dataset that is held; 0 before the first version. */
export async function findLatestNumber(
  trx: DatabaseTransaction,
  datasetId: number,
): Promise<number> {
  const row = await trx
    .selectFrom("workbench_dataset_versions")
    .select((eb) => eb.fn.max("number").as("number"))
    .where("dataset_id", "=", datasetId)
    .executeTakeFirst();
  return row?.number ?? 0;
}

export function insertVersion(
  trx: DatabaseTransaction,
  version: {
    datasetId: number;
    number: number;
    files: number;
    sizeBytes: number;
    digest: string;
    at: Date;
  },
): Promise<VersionRow> {
  return trx
    .insertInto("workbench_dataset_versions")
    .values({
      dataset_id: version.datasetId,
      number: version.number,
      file_count: version.files,
      size_bytes: version.sizeBytes,
      digest: Buffer.from(version.digest, "hex"),
      created_at: version.at,
    })
    .returning(versionColumns)
    .executeTakeFirstOrThrow();
}
