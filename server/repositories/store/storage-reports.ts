import { sql } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import { hexOf } from "./hex.ts";
import type { Figures } from "./ledger-check.ts";
import type { Usage } from "./ledger.ts";

export async function findFigures(db: Database, repositoryId: number): Promise<Figures> {
  const row = await db
    .selectFrom("repository_storage")
    .select(["held_bytes", "sole_bytes", "git_bytes"])
    .where("repository_id", "=", repositoryId)
    .executeTakeFirst();
  return {
    heldBytes: row?.held_bytes ?? 0,
    soleBytes: row?.sole_bytes ?? 0,
    gitBytes: row?.git_bytes ?? 0,
  };
}

const isCurrent = sql<boolean>`exists (select from path_entries
  where path_entries.repository_id = edge.repository_id
    and path_entries.sha256 = contents.sha256)`;

/** Bytes of contents that the default branch does not show. */
export async function sumHistory(db: Database, repositoryId: number): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(contents.size_bytes), 0)::bigint as bytes
    from repository_objects as edge join contents on contents.id = edge.content_id
    where edge.repository_id = ${repositoryId} and not ${isCurrent}`.execute(db);
  return rows[0]?.bytes ?? 0;
}

/** Uploads to the repository that are open, and what was uploaded and waits for its commit. */
export async function sumUploads(
  db: Database,
  repositoryId: number,
): Promise<{ uploads: number; sizeBytes: number }> {
  const { rows } = await sql<{ count: number; bytes: number }>`
    select count(*)::int as count, coalesce(sum(size_bytes), 0)::bigint as bytes
    from upload_sessions where repository_id = ${repositoryId}
      and (state in ('open', 'verifying') or (state = 'stored' and committed_at is null))`.execute(
    db,
  );
  return { uploads: rows[0]?.count ?? 0, sizeBytes: rows[0]?.bytes ?? 0 };
}

export type StoredFileRow = {
  contentId: number;
  path: string;
  sha256: string;
  sizeBytes: number;
  isCurrent: boolean;
  isShared: boolean;
  addedAt: Date;
};

/** Contents that a repository names, largest first; one more than the limit. */
export async function listStoredFiles(
  db: Database,
  repository: { id: number; namespaceId: number },
  { after, limit }: { after: { sizeBytes: number; contentId: number } | null; limit: number },
): Promise<StoredFileRow[]> {
  const rest =
    after === null
      ? sql`true`
      : sql`(contents.size_bytes, contents.id) < (${after.sizeBytes}, ${after.contentId})`;
  const { rows } = await sql<{
    id: number;
    path: string;
    sha256: Buffer;
    size_bytes: number;
    is_current: boolean;
    is_shared: boolean;
    created_at: Date;
  }>`
    select contents.id, contents.sha256, contents.size_bytes, edge.created_at,
      coalesce(shown.path, edge.path) as path, shown.path is not null as is_current,
      coalesce(counted.repository_count > 1, false) as is_shared
    from repository_objects as edge
    join contents on contents.id = edge.content_id
    left join namespace_contents as counted on counted.content_id = contents.id
      and counted.namespace_id = ${repository.namespaceId}
    left join lateral (
      select path from path_entries
      where path_entries.repository_id = edge.repository_id
        and path_entries.sha256 = contents.sha256
      order by path limit 1
    ) as shown on true
    where edge.repository_id = ${repository.id} and ${rest}
    order by contents.size_bytes desc, contents.id desc limit ${limit + 1}`.execute(db);
  return rows.map((row) => ({
    contentId: row.id,
    path: row.path,
    sha256: hexOf(row.sha256),
    sizeBytes: row.size_bytes,
    isCurrent: row.is_current,
    isShared: row.is_shared,
    addedAt: row.created_at,
  }));
}

export type OwnerRow = Usage & { namespaceId: number; contentBytes: number; gitBytes: number };

const ownerColumns = [
  "namespace_id",
  "content_bytes",
  "git_bytes",
  "quota_source",
  "quota_bytes",
] as const;

type OwnerColumns = {
  namespace_id: number;
  content_bytes: number;
  git_bytes: number;
  quota_source: string;
  quota_bytes: number | null;
};

function toOwner(row: OwnerColumns): OwnerRow {
  return {
    namespaceId: row.namespace_id,
    contentBytes: row.content_bytes,
    gitBytes: row.git_bytes,
    usedBytes: row.content_bytes + row.git_bytes,
    quotaSource: row.quota_source as Usage["quotaSource"],
    quotaBytes: row.quota_bytes,
  };
}

/** An owner that has stored nothing yet has no row. */
export async function findOwner(db: Database, namespaceId: number): Promise<OwnerRow> {
  const row = await db
    .selectFrom("namespace_storage")
    .select(ownerColumns)
    .where("namespace_id", "=", namespaceId)
    .executeTakeFirst();
  const nothing = { content_bytes: 0, git_bytes: 0, quota_source: "default", quota_bytes: null };
  return toOwner(row ?? { namespace_id: namespaceId, ...nothing });
}

/** Owners by what they store, largest first; one more than the limit. */
export async function listOwnersBySize(
  db: Database,
  { after, limit }: { after: { usedBytes: number; namespaceId: number } | null; limit: number },
): Promise<OwnerRow[]> {
  const used = sql<number>`(content_bytes + git_bytes)`;
  const rows = await db
    .selectFrom("namespace_storage")
    .select(ownerColumns)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(${used} < ${after?.usedBytes} or (${used} = ${after?.usedBytes}
          and namespace_id > ${after?.namespaceId}))`,
      ),
    )
    .orderBy(used, "desc")
    .orderBy("namespace_id")
    .limit(limit + 1)
    .execute();
  return rows.map(toOwner);
}

export type RepositoryRow = Figures & { id: number; kind: string; name: string };

/** Repositories of an owner by what goes with them, largest first; one more than the limit. */
export async function listRepositoriesBySize(
  db: Database,
  namespaceId: number,
  { after, limit }: { after: { sizeBytes: number; id: number } | null; limit: number },
): Promise<RepositoryRow[]> {
  const size = sql<number>`coalesce(sole_bytes + git_bytes, 0)`;
  const rows = await db
    .selectFrom("repositories")
    .leftJoin("repository_storage", "repository_id", "repositories.id")
    .select(["repositories.id", "kind", "name", "held_bytes", "sole_bytes", "git_bytes"])
    .where("namespace_id", "=", namespaceId)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(${size}, repositories.id) < (${after?.sizeBytes}, ${after?.id})`),
    )
    .orderBy(size, "desc")
    .orderBy("repositories.id", "desc")
    .limit(limit + 1)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    heldBytes: row.held_bytes ?? 0,
    soleBytes: row.sole_bytes ?? 0,
    gitBytes: row.git_bytes ?? 0,
  }));
}
