import { type Expression, type ExpressionBuilder, type Kysely, sql } from "kysely";
import type { AssetKind } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import {
  type Database,
  type DatabaseTransaction,
  prepared,
} from "../../platform/database/index.ts";
import type { Tables } from "../../platform/database/tables.ts";
import { newPublicId } from "../../platform/ids.ts";
import type { Grant } from "../policy.ts";
import type { ReadNeeds, Repository, RepositoryAddress } from "../repository.ts";
import { hexOrNull } from "./hex.ts";

const columns = [
  "repositories.id",
  "repositories.public_id",
  "repositories.namespace_id",
  "repositories.kind",
  "repositories.name",
  "repositories.default_branch",
  "repositories.size_bytes",
  "repositories.file_count",
  "repositories.created_at",
  "repositories.updated_at",
  "repositories.read_needs",
  "namespaces.name as owner_name",
] as const;

type Row = {
  id: number;
  public_id: string;
  namespace_id: number;
  owner_name: string;
  kind: string;
  name: string;
  default_branch: string;
  size_bytes: number;
  file_count: number;
  created_at: Date;
  updated_at: Date;
  read_needs: string | null;
};

function toRepository(row: Row): Repository {
  return {
    id: row.id,
    publicId: row.public_id,
    namespaceId: row.namespace_id,
    ownerName: row.owner_name,
    kind: row.kind as AssetKind,
    name: row.name,
    defaultBranch: row.default_branch,
    sizeBytes: row.size_bytes,
    fileCount: row.file_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    readNeeds: row.read_needs as ReadNeeds | null,
  };
}

function selectRepositories(db: Kysely<Tables>) {
  return db
    .selectFrom("repositories")
    .innerJoin("namespaces", "namespaces.id", "repositories.namespace_id")
    .select(columns);
}

/** The grants that can concern a viewer who acts for these namespaces, as JSON in the same row. */
function grantsFor(namespaceIds: number[]) {
  return ({ ref }: ExpressionBuilder<Tables, "repositories">) =>
    grantsJson(ref("repositories.id"), namespaceIds).as("grants");
}

/** Namespace, level and end. */
type GrantJson = [number | null, Grant["level"], string | null];

function grantsJson(repositoryId: Expression<number>, namespaceIds: number[]) {
  return sql<GrantJson[]>`coalesce((
    select json_agg(json_build_array(namespace_id, right_level, valid_until))
    from repository_grants
    where repository_id = ${repositoryId}
      and (namespace_id is null or namespace_id = any(${namespaceIds}::bigint[]))
  ), '[]')`;
}

function toGrant([namespaceId, level, validUntil]: GrantJson): Grant {
  return { namespaceId, level, validUntil: validUntil === null ? null : new Date(validUntil) };
}

export type RepositoryWithGrants = {
  repository: Repository;
  grants: Grant[];
  head: string | null;
  isWithholding: boolean;
};

/** A repository with all that a request asks of it first, in one statement. */
function selectWithGrants(db: Kysely<Tables>, namespaceIds: number[]) {
  return selectRepositories(db)
    .leftJoin("refs", (join) =>
      join
        .onRef("refs.repository_id", "=", "repositories.id")
        .on("refs.name", "=", sql<string>`'refs/heads/' || repositories.default_branch`),
    )
    .select(["refs.commit_oid as head", "repositories.is_withholding"])
    .select(grantsFor(namespaceIds));
}

type RowWithGrants = Row & { head: Buffer | null; is_withholding: boolean; grants: GrantJson[] };

function withGrants(row: RowWithGrants): RepositoryWithGrants {
  return {
    repository: toRepository(row),
    grants: row.grants.map(toGrant),
    head: hexOrNull(row.head),
    isWithholding: row.is_withholding,
  };
}

type AddressKey = { kind: string; ownerKey: string; nameKey: string; namespaceIds: number[] };

const selectByAddress = prepared((db, key: AddressKey) =>
  selectWithGrants(db, key.namespaceIds)
    .where("namespaces.name_key", "=", key.ownerKey)
    .where("repositories.kind", "=", key.kind)
    .where("repositories.name_key", "=", key.nameKey),
);

/** By its present address only, with the grants of these namespaces and of everyone. */
export async function findByAddress(
  db: Database,
  { kind, owner, name }: RepositoryAddress,
  namespaceIds: number[],
): Promise<RepositoryWithGrants | undefined> {
  const ownerKey = owner.toLowerCase();
  const nameKey = name.toLowerCase();
  const [row] = await selectByAddress(db, { kind, ownerKey, nameKey, namespaceIds });
  return row && withGrants(row);
}

/** By an address that it had, or that its owner had under an older name. */
export async function findByOldAddress(
  db: Database,
  address: { kind: string; namespaceId: number; name: string },
  namespaceIds: number[],
): Promise<RepositoryWithGrants | undefined> {
  const nameKey = address.name.toLowerCase();
  const row = await selectWithGrants(db, namespaceIds)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb("repositories.namespace_id", "=", address.namespaceId)
          .and("repositories.kind", "=", address.kind)
          .and("repositories.name_key", "=", nameKey),
        exists(
          selectFrom("repository_redirects")
            .select("repository_id")
            .whereRef("repository_redirects.repository_id", "=", "repositories.id")
            .where("repository_redirects.namespace_id", "=", address.namespaceId)
            .where("repository_redirects.kind", "=", address.kind)
            .where("repository_redirects.name_key", "=", nameKey),
        ),
      ]),
    )
    .orderBy(sql`repositories.namespace_id <> ${address.namespaceId}`)
    .executeTakeFirst();
  return row && withGrants(row);
}

/** @throws {Problem} `not-found`. */
export async function getById(db: Database, id: number): Promise<Repository> {
  const row = await selectRepositories(db).where("repositories.id", "=", id).executeTakeFirst();
  if (row === undefined) throw problem("not-found");
  return toRepository(row);
}

/** Undefined when the namespace has a repository of this kind and name. */
export async function insert(
  trx: DatabaseTransaction,
  input: { namespaceId: number; kind: AssetKind; name: string },
): Promise<Repository | undefined> {
  const inserted = await trx
    .insertInto("repositories")
    .values({
      public_id: newPublicId(),
      namespace_id: input.namespaceId,
      kind: input.kind,
      name: input.name,
      name_key: input.name.toLowerCase(),
    })
    .onConflict((conflict) => conflict.columns(["namespace_id", "kind", "name_key"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted && getById(trx, inserted.id);
}

/** Takes the row's lock, so that refs, index and sizes of one repository change one at a time. */
export async function lock(trx: DatabaseTransaction, id: number): Promise<Repository | undefined> {
  const row = await selectRepositories(trx)
    .where("repositories.id", "=", id)
    .forNoKeyUpdate("repositories")
    .executeTakeFirst();
  return row && toRepository(row);
}

/** Leaves the row alone when it says so already. */
export async function updateReadNeeds(
  trx: DatabaseTransaction,
  id: number,
  needs: ReadNeeds | null,
): Promise<void> {
  await trx
    .updateTable("repositories")
    .set({ read_needs: needs })
    .where("id", "=", id)
    .where("read_needs", "is distinct from", needs)
    .execute();
}

/** Adds to the size and the number of files, and returns the new size. */
export async function resize(
  trx: DatabaseTransaction,
  id: number,
  delta: { sizeBytes: number; fileCount: number },
): Promise<{ sizeBytes: number }> {
  const row = await trx
    .updateTable("repositories")
    .set(({ eb }) => ({
      size_bytes: eb("size_bytes", "+", delta.sizeBytes),
      file_count: eb("file_count", "+", delta.fileCount),
      updated_at: sql`now()`,
    }))
    .where("id", "=", id)
    .returning("size_bytes")
    .executeTakeFirstOrThrow();
  return { sizeBytes: row.size_bytes };
}

/** False when the new address is taken. */
export async function move(
  trx: DatabaseTransaction,
  id: number,
  to: { namespaceId: number; name: string; kind: string },
): Promise<boolean> {
  const nameKey = to.name.toLowerCase();
  const taken = await trx
    .selectFrom("repositories")
    .select("id")
    .where("namespace_id", "=", to.namespaceId)
    .where("kind", "=", to.kind)
    .where("name_key", "=", nameKey)
    .where("id", "<>", id)
    .executeTakeFirst();
  if (taken !== undefined) return false;
  await trx
    .updateTable("repositories")
    .set({ namespace_id: to.namespaceId, name: to.name, name_key: nameKey })
    .where("id", "=", id)
    .execute();
  return true;
}

type OldAddress = { namespaceId: number; kind: string; name: string };

export async function insertRedirect(
  trx: DatabaseTransaction,
  repositoryId: number,
  from: OldAddress,
): Promise<void> {
  await trx
    .insertInto("repository_redirects")
    .values({
      namespace_id: from.namespaceId,
      kind: from.kind,
      name_key: from.name.toLowerCase(),
      repository_id: repositoryId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["namespace_id", "kind", "name_key"])
        .doUpdateSet({ repository_id: repositoryId }),
    )
    .execute();
}

/** A redirect gives way to a repository that takes its address. */
export async function removeRedirect(trx: DatabaseTransaction, from: OldAddress): Promise<void> {
  await trx
    .deleteFrom("repository_redirects")
    .where("namespace_id", "=", from.namespaceId)
    .where("kind", "=", from.kind)
    .where("name_key", "=", from.name.toLowerCase())
    .execute();
}

export async function remove(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx.deleteFrom("repositories").where("id", "=", id).execute();
}
