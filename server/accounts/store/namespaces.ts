import { type Expression, sql } from "kysely";
import type { NamespaceSummary } from "#contract/fields.ts";
import { type Database, prepared } from "../../platform/database/index.ts";
import { avatarUrl } from "../avatar-url.ts";
import { canBeName, nameKey } from "../rules.ts";

export type Namespace = {
  id: number;
  name: string;
  kind: "user" | "organisation";
  /** The former name that was asked for, when the namespace was renamed since. */
  movedFrom?: string;
};

/** Finds a person or organisation by name in any case, also by a former name. */
export async function findNamespace(db: Database, name: string): Promise<Namespace | undefined> {
  if (!canBeName(name)) return undefined;
  const key = nameKey(name);
  const row = await db
    .selectFrom("namespaces")
    .select(["id", "name", "kind", sql<boolean>`false`.as("moved")])
    .where("name_key", "=", key)
    .unionAll((query) =>
      query
        .selectFrom("namespace_redirects")
        .innerJoin("namespaces", "namespaces.id", "namespace_redirects.namespace_id")
        .select([
          "namespaces.id",
          "namespaces.name",
          "namespaces.kind",
          sql<boolean>`true`.as("moved"),
        ])
        .where("namespace_redirects.name_key", "=", key),
    )
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const kind = row.kind as Namespace["kind"];
  const found = { id: row.id, name: row.name, kind };
  return row.moved ? { ...found, movedFrom: name } : found;
}

/** Which of these names nobody may take any more: lower-case forms of those that are or once were. */
export async function findTakenNames(db: Database, names: readonly string[]): Promise<Set<string>> {
  const keys = names.map(nameKey);
  if (keys.length === 0) return new Set();
  const rows = await db
    .selectFrom("namespaces")
    .select("name_key")
    .where("name_key", "in", keys)
    .union((query) =>
      query.selectFrom("namespace_redirects").select("name_key").where("name_key", "in", keys),
    )
    .execute();
  return new Set(rows.map((row) => row.name_key));
}

const selectSummaries = prepared((db, { ids }: { ids: number[] }) =>
  db
    .selectFrom("namespaces as n")
    .leftJoin("accounts as a", "a.id", "n.id")
    .leftJoin("organisations as o", "o.id", "n.id")
    .select(["n.id", "n.name", "n.kind"])
    .select(sql<string>`coalesce(a.nickname, o.nickname, '')`.as("nickname"))
    .select(["a.avatar_media_type", "a.avatar_version"])
    .where((eb) => eb("n.id", "=", eb.fn.any(eb.val(ids)))),
);

/** How namespaces are shown beside what they own, by id; unknown ids are left out. */
export async function summariseNamespaces(
  db: Database,
  ids: readonly number[],
): Promise<Map<number, NamespaceSummary>> {
  if (ids.length === 0) return new Map();
  const rows = await selectSummaries(db, { ids: [...new Set(ids)] });
  return new Map(rows.map((row) => [row.id, toSummary(row)]));
}

type SummaryRow = {
  name: string;
  kind: string;
  nickname: string;
  avatar_media_type: string | null;
  avatar_version: number | null;
};

/** The same of one namespace within another statement; `toSummary` reads it. */
export function summaryJson(namespaceId: number | Expression<number>) {
  return sql<SummaryRow>`(
    select json_build_object('name', n.name, 'kind', n.kind,
      'nickname', coalesce(a.nickname, o.nickname, ''),
      'avatar_media_type', a.avatar_media_type, 'avatar_version', a.avatar_version)
    from namespaces as n
    left join accounts as a on a.id = n.id
    left join organisations as o on o.id = n.id
    where n.id = ${namespaceId}
  )`;
}

export function toSummary(row: SummaryRow): NamespaceSummary {
  return {
    name: row.name,
    kind: row.kind as NamespaceSummary["kind"],
    nickname: row.nickname,
    avatarUrl: row.avatar_media_type === null ? null : avatarUrl(row.name, row.avatar_version ?? 0),
  };
}

/** Takes a name. Undefined when it is taken, now or by a redirect. */
export async function insertNamespace(
  db: Database,
  namespace: { name: string; kind: Namespace["kind"]; createdAt: Date },
): Promise<number | undefined> {
  const { name, kind, createdAt } = namespace;
  const key = nameKey(name);
  const { rows } = await sql<{ id: number }>`
    insert into namespaces (name, name_key, kind, created_at)
    select ${name}, ${key}, ${kind}, ${createdAt}::timestamptz
    where not exists (select 1 from namespace_redirects where name_key = ${key})
    on conflict (name_key) do nothing
    returning id`.execute(db);
  return rows[0]?.id;
}
