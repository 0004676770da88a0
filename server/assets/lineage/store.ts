import { sql } from "kysely";
import type { AssetKind } from "#contract/fields.ts";
import type { Viewer } from "../../accounts/index.ts";
import type { Database } from "../../platform/database/index.ts";
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

type DerivedPage = Seen & {
  /** What cards name it by. */
  column: "base_models" | "datasets";
  names: readonly string[];
  except: number;
  before: number | null;
  limit: number;
};

/** Ids of assets whose cards name another, newest first; one more than the limit. */
export async function listDerivedIds(
  db: Database,
  { viewer, now, column, names, except, before, limit }: DerivedPage,
): Promise<number[]> {
  const isVisible = visibleRepositories(viewer, 1, now);
  const named = sql.ref(column);
  const { rows } = await sql<{ id: number }>`
    select derived.id from (
      select id from assets
      where ${named} && ${[...names]}::text[] and ${named} <> '{}' and id <> ${except}
        and (${before}::bigint is null or id < ${before}::bigint)
      order by id desc offset 0
    ) as derived
    where ${isVisible(sql<number>`derived.id`)}
    order by derived.id desc
    limit ${limit + 1}`.execute(db);
  return rows.map(({ id }) => id);
}
