import { sql } from "kysely";
import type { ScanLevel, ScannedFile, ScanReport, ScanState } from "#contract/repositories/scan.ts";
import { type Database, prepared } from "../../../platform/database/index.ts";
import { bytesOf, hexOf } from "../../store/hex.ts";

/** What is known of the bytes of a file. */
export type StoredScan = {
  state: ScanState;
  level: ScanLevel | null;
  sealed: string | null;
  report: ScanReport | null;
  failure: string | null;
  scannedAt: Date | null;
};

type Row = {
  state: string;
  level: string | null;
  sealed: string | null;
  report: unknown;
  failure: string | null;
  scanned_at: Date | null;
};

function toScan(row: Row): StoredScan {
  return {
    state: row.state as ScanState,
    level: row.level as ScanLevel | null,
    sealed: row.sealed,
    report: row.level === null ? null : (row.report as ScanReport),
    failure: row.failure,
    scannedAt: row.scanned_at,
  };
}

const columns = ["state", "level", "sealed", "report", "failure", "scanned_at"] as const;

const selectOfBlobs = prepared((db, key: { repositoryId: number; oids: Buffer[] }) =>
  db
    .selectFrom("file_scans")
    .select(["oid", ...columns])
    .where("repository_id", "=", key.repositoryId)
    .where("oid", "=", sql<Buffer>`any(${key.oids}::bytea[])`),
);

/** By blob id; blobs that no scan knows are left out. */
export async function findScansOfBlobs(
  db: Database,
  repositoryId: number,
  oids: readonly string[],
): Promise<Map<string, StoredScan>> {
  if (oids.length === 0) return new Map();
  const rows = await selectOfBlobs(db, { repositoryId, oids: oids.map(bytesOf) });
  return new Map(rows.map((row) => [row.oid === null ? "" : hexOf(row.oid), toScan(row)]));
}

const selectOfContents = prepared((db, key: { repositoryId: number; sha256s: Buffer[] }) =>
  db
    .selectFrom("file_scans")
    .innerJoin("contents", "contents.id", "file_scans.content_id")
    .innerJoin("repository_objects", "repository_objects.content_id", "contents.id")
    .select([
      "contents.sha256",
      "file_scans.state",
      "level",
      "sealed",
      "report",
      "failure",
      "scanned_at",
    ])
    .where("repository_objects.repository_id", "=", key.repositoryId)
    .where("sha256", "=", sql<Buffer>`any(${key.sha256s}::bytea[])`),
);

/** By SHA-256, of contents that the repository itself references. */
export async function findScansOfContents(
  db: Database,
  repositoryId: number,
  sha256s: readonly string[],
): Promise<Map<string, StoredScan>> {
  if (sha256s.length === 0) return new Map();
  const rows = await selectOfContents(db, { repositoryId, sha256s: sha256s.map(bytesOf) });
  return new Map(rows.map((row) => [hexOf(row.sha256), toScan(row)]));
}

/** The names under which something that could not be opened is loaded as a checkpoint. */
const CHECKPOINT = sql.lit("\\.(pt|pth|bin|ckpt|pkl|pickle|joblib|npy|npz|model)$");

/** A file of the default branch that was not found safe. */
export type NotSafe = ScannedFile & { report: ScanReport | null };

/** The files of the default branch that were not found safe, gravest first. */
export async function listNotSafe(
  db: Database,
  repositoryId: number,
  limit: number,
): Promise<NotSafe[]> {
  const { rows } = await sql<Row & { path: string; oid: Buffer }>`
    with told as (
      select oid, null::bytea as sha256, state, level, sealed, report, failure, scanned_at
      from file_scans
      where repository_id = ${repositoryId} and (level <> 'safe' or state = 'failed')
      union all
      select null, contents.sha256, file_scans.state, level, sealed, report, failure, scanned_at
      from repository_objects
      join file_scans on file_scans.content_id = repository_objects.content_id
      join contents on contents.id = repository_objects.content_id
      where repository_objects.repository_id = ${repositoryId}
        and (level <> 'safe' or sealed is not null or file_scans.state = 'failed')
    )
    select path_entries.path, path_entries.oid, told.state, told.sealed, told.report, told.failure,
      told.scanned_at,
      case when told.level = 'safe' then 'suspicious' else told.level end as level
    from told join path_entries on path_entries.repository_id = ${repositoryId} and not is_folder
      and (told.sha256 is null and path_entries.sha256 is null and path_entries.oid = told.oid
        or path_entries.sha256 = told.sha256)
    where told.level is distinct from 'safe' or path_entries.path ~* ${CHECKPOINT}
    order by level = 'dangerous' desc nulls last, level is null, path_entries.path
    limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...toScan(row), path: row.path, oid: hexOf(row.oid) }));
}

/** How many files of the default branch wait for their scan, those included that nobody queued. */
export async function countWaiting(db: Database, repositoryId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from path_entries
    left join contents on contents.sha256 = path_entries.sha256
    left join file_scans on file_scans.content_id = contents.id
      or path_entries.sha256 is null and file_scans.repository_id = path_entries.repository_id
        and file_scans.oid = path_entries.oid
    where path_entries.repository_id = ${repositoryId} and not is_folder and mode <> '160000'
      and (file_scans.id is null or file_scans.state in ('queued', 'scanning'))`.execute(db);
  return rows[0]?.count ?? 0;
}

/** As `countWaiting` up to a limit, of files that were queued: whatever the size of the repository. */
export async function countQueued(
  db: Database,
  repositoryId: number,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select id from file_scans
      where state in ('queued', 'scanning') and (repository_id = ${repositoryId} or exists (
        select from repository_objects where repository_id = ${repositoryId}
          and repository_objects.content_id = file_scans.content_id))
      limit ${limit}) as queued`.execute(db);
  return rows[0]?.count ?? 0;
}
