import { sql } from "kysely";
import type { AssetKind } from "#contract/fields.ts";
import type { Viewer } from "../../accounts/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { visibleRepositories } from "../../repositories/index.ts";

type Names = {
  kind: AssetKind;
  /** `owner/name`, in any case. */
  names: readonly string[];
};
type Seen = { viewer: Viewer; now: Date };

/**
 * Assets by their full names, as far as the viewer sees them; also by names that they, or their
 * owners, had before. All by one statement.
 */
export async function findIdsByName(
  db: Database,
  { kind, names }: Names,
  { viewer, now }: Seen,
): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  const keys = names.map((name) => name.toLowerCase());
  const isVisible = visibleRepositories(viewer, 1, now);
  const { rows } = await sql<{ key: string; id: number }>`
    with asked as (
      select key, split_part(key, '/', 1) as owner_key, split_part(key, '/', 2) as name_key
      from unnest(${keys}::text[]) as key
    ), owned as (
      select asked.*, coalesce(present.id, former.namespace_id) as namespace_id
      from asked
      left join namespaces as present on present.name_key = asked.owner_key
      left join namespace_redirects as former
        on present.id is null and former.name_key = asked.owner_key
    ), found as (
      select owned.key, coalesce(present.id, former.repository_id) as id
      from owned
      left join repositories as present on present.namespace_id = owned.namespace_id
        and present.kind = ${kind} and present.name_key = owned.name_key
      left join repository_redirects as former
        on present.id is null and former.namespace_id = owned.namespace_id
        and former.kind = ${kind} and former.name_key = owned.name_key
    )
    select found.key, found.id from found
    where found.id is not null and ${isVisible(sql<number>`found.id`)}`.execute(db);
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** What a card names an origin as. */
export type OriginRole = "base-model" | "dataset";

/** The lower-case names that a card has now, instead of those that it had. */
export async function replaceOrigins(
  trx: DatabaseTransaction,
  assetId: number,
  names: Record<OriginRole, readonly string[]>,
): Promise<void> {
  await trx.deleteFrom("asset_origins").where("asset_id", "=", assetId).execute();
  const rows = (["base-model", "dataset"] as const).flatMap((role) =>
    names[role].map((key) => ({ asset_id: assetId, role, name_key: key })),
  );
  if (rows.length > 0) await trx.insertInto("asset_origins").values(rows).execute();
}

type DerivedPage = Seen & {
  role: OriginRole;
  /** `owner/name` of the origin, in any case. */
  name: string;
  /** The origin itself: a card may name its own. */
  except: number;
  before: number | null;
  limit: number;
};

/** Ids of assets whose cards name another, newest first; one more than the limit. */
export async function listDerivedIds(
  db: Database,
  { viewer, now, role, name, except, before, limit }: DerivedPage,
): Promise<number[]> {
  const isVisible = visibleRepositories(viewer, 1, now);
  const rows = await db
    .selectFrom("asset_origins")
    .select("asset_id")
    .where("name_key", "=", name.toLowerCase())
    .where("role", "=", role)
    .where("asset_id", "<>", except)
    .$if(before !== null, (query) => query.where("asset_id", "<", before ?? 0))
    .where((eb) => isVisible(eb.ref("asset_origins.asset_id")))
    .orderBy("asset_id", "desc")
    .limit(limit + 1)
    .execute();
  return rows.map((row) => row.asset_id);
}
