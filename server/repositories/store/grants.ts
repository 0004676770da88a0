import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { Grant, GrantSource } from "../policy.ts";
import type { RightLevel } from "../repository.ts";

/** Replaces the grants that one source has given on a repository. */
export async function replaceGrants(
  trx: DatabaseTransaction,
  repositoryId: number,
  { source, grants }: { source: GrantSource; grants: readonly Grant[] },
): Promise<void> {
  await trx
    .deleteFrom("repository_grants")
    .where("repository_id", "=", repositoryId)
    .where("source", "=", source)
    .execute();
  if (grants.length === 0) return;
  // As arrays: as rows of their own ten thousand grants would have too many parameters.
  await sql`
    insert into repository_grants (repository_id, namespace_id, right_level, source, valid_until)
    select ${repositoryId}, new.namespace_id, new.right_level, ${source}, new.valid_until
    from unnest(
      ${grants.map(({ namespaceId }) => namespaceId)}::bigint[],
      ${grants.map(({ level }) => level)}::smallint[],
      ${grants.map(({ validUntil }) => validUntil ?? null)}::timestamptz[]
    ) as new (namespace_id, right_level, valid_until)`.execute(trx);
}

/** Adds one grant of a source, or changes it. */
export async function upsertGrant(
  trx: DatabaseTransaction,
  repositoryId: number,
  { source, grant }: { source: GrantSource; grant: Grant },
): Promise<void> {
  const { namespaceId, level, validUntil = null } = grant;
  await trx
    .insertInto("repository_grants")
    .values({
      repository_id: repositoryId,
      namespace_id: namespaceId,
      right_level: level,
      source,
      valid_until: validUntil,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["repository_id", "namespace_id", "source"])
        .doUpdateSet({ right_level: level, valid_until: validUntil }),
    )
    .execute();
}

/** Changes the level of the grants of a source that have another one. */
export async function updateLevels(
  trx: DatabaseTransaction,
  repositoryId: number,
  { source, level, of }: { source: GrantSource; level: Grant["level"]; of?: readonly number[] },
): Promise<void> {
  await trx
    .updateTable("repository_grants")
    .set({ right_level: level })
    .where("repository_id", "=", repositoryId)
    .where("source", "=", source)
    .where("right_level", "<>", level)
    .$if(of !== undefined, (query) =>
      query.where(sql<boolean>`namespace_id = any(${[...(of ?? [])]}::bigint[])`),
    )
    .execute();
}

export async function removeGrant(
  trx: DatabaseTransaction,
  repositoryId: number,
  { source, namespaceId }: { source: GrantSource; namespaceId: number },
): Promise<void> {
  await trx
    .deleteFrom("repository_grants")
    .where("repository_id", "=", repositoryId)
    .where("source", "=", source)
    .where("namespace_id", "=", namespaceId)
    .execute();
}

export async function listGrants(
  db: Database,
  repositoryId: number,
  source: GrantSource,
): Promise<Grant[]> {
  const rows = await db
    .selectFrom("repository_grants")
    .select(["namespace_id", "right_level", "valid_until"])
    .where("repository_id", "=", repositoryId)
    .where("source", "=", source)
    .execute();
  return rows.map((row) => ({
    namespaceId: row.namespace_id,
    level: row.right_level as Grant["level"],
    validUntil: row.valid_until,
  }));
}

/**
 * The active ones among the accounts that have a level by themselves, an organisation or as
 * administrator.
 */
export async function selectReaders(
  db: Database,
  {
    repositoryId,
    accountIds,
    level,
    now,
  }: { repositoryId: number; accountIds: readonly number[]; level: RightLevel; now: Date },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select accounts.id from accounts
    where accounts.id = any(${[...accountIds]}::bigint[]) and accounts.state = 'active'
      and (accounts.is_admin or exists (
        select from repository_grants as held
        where held.repository_id = ${repositoryId} and held.right_level >= ${level}
          and (held.valid_until is null or held.valid_until > ${now})
          and (held.namespace_id is null or held.namespace_id = accounts.id
            or held.namespace_id in (
              select organisation_id from organisation_members where account_id = accounts.id))
      ))
    order by accounts.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Takes away what was granted to a namespace beside what it owns. */
export async function removeGrantsOf(trx: DatabaseTransaction, namespaceId: number): Promise<void> {
  await trx
    .deleteFrom("repository_grants")
    .where("namespace_id", "=", namespaceId)
    .where("source", "<>", "owner")
    .execute();
}
