import { type RawBuilder, sql } from "kysely";
import type { ScanLevel, ScanReport } from "#contract/repositories/scan.ts";
import type { Database } from "../../../platform/database/index.ts";
import { bytesOf, hexOf } from "../../store/hex.ts";
import { ATTEMPTS, LEASE_MS, SCANNER_VERSION } from "../limits.ts";

/** A file whose turn has come. */
export type DueScan = {
  id: number;
  attempts: number;
  contentId: number | null;
  oid: string | null;
};

/**
 * Files of a repository that nobody has scanned yet; those that are known stay as they are. The rows
 * that they name are held: one that is deleted at the same moment is left out.
 */
export async function insertScans(
  db: Database,
  repositoryId: number,
  { oids, sha256s }: { oids: readonly string[]; sha256s: readonly string[] },
): Promise<void> {
  if (oids.length > 0) {
    await sql`
      insert into file_scans (repository_id, oid)
      select repository_id, oid from git_objects
      where repository_id = ${repositoryId} and type = 3 and purged_at is null
        and oid = any(${oids.map(bytesOf)}::bytea[])
      for key share
      on conflict (repository_id, oid) do nothing`.execute(db);
  }
  if (sha256s.length > 0) {
    await sql`
      insert into file_scans (content_id)
      select contents.id from contents
      join repository_objects on repository_objects.content_id = contents.id
      where repository_objects.repository_id = ${repositoryId}
        and sha256 = any(${sha256s.map(bytesOf)}::bytea[])
      for key share of contents
      on conflict (content_id) do nothing`.execute(db);
  }
}

/** Bound by the lease: whoever has begun and ended without a word has lost the file. */
const isDue = sql<boolean>`(file_scans.state = 'queued' or file_scans.state = 'scanning'
  and started_at < now() - make_interval(secs => ${LEASE_MS / 1000}))`;

/** So many small files are taken at once; large ones one by one. */
const CLAIM_BATCH = 64;

/** Takes the next files of a repository: no other process takes them as well. */
export async function claimScans(db: Database, repositoryId: number): Promise<DueScan[]> {
  const small = await claim(db, sql`repository_id = ${repositoryId}`, CLAIM_BATCH);
  if (small.length > 0) return small;
  const held = sql`select content_id from repository_objects where repository_id = ${repositoryId}`;
  return claim(db, sql`content_id in (${held})`, 1);
}

async function claim(db: Database, which: RawBuilder<unknown>, limit: number): Promise<DueScan[]> {
  const { rows } = await sql<{
    id: number;
    attempts: number;
    content_id: number | null;
    oid: Buffer | null;
  }>`
    update file_scans set state = 'scanning', attempts = attempts + 1, started_at = now()
    where id in (
      select id from file_scans
      where ${isDue} and state in ('queued', 'scanning') and ${which}
      order by id limit ${limit} for update skip locked
    ) returning id, attempts, content_id, oid`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    attempts: row.attempts,
    contentId: row.content_id,
    oid: row.oid === null ? null : hexOf(row.oid),
  }));
}

/** Puts files back whose scan was interrupted by the server's own stop. */
export async function releaseScans(db: Database, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("file_scans")
    .set({ state: "queued", attempts: sql`attempts - 1` })
    .where("id", "=", sql<number>`any(${[...ids]}::bigint[])`)
    .execute();
}

export type DoneScan = { id: number; level: ScanLevel; report: ScanReport };

export async function recordScans(db: Database, done: readonly DoneScan[]): Promise<void> {
  if (done.length === 0) return;
  const wasAsked = ({ report }: DoneScan) =>
    !["not-configured", "failed"].includes(report.malware.state);
  await sql`
    update file_scans set state = 'done', level = done.level, sealed = done.report ->> 'sealed',
      report = done.report, failure = null, scanner_version = ${SCANNER_VERSION},
      has_malware_scan = done.was_asked, attempts = 0, scanned_at = now()
    from unnest(
      ${done.map(({ id }) => id)}::bigint[],
      ${done.map(({ level }) => level)}::text[],
      ${done.map(({ report }) => JSON.stringify(report))}::jsonb[],
      ${done.map(wasAsked)}::boolean[]
    ) as done (id, level, report, was_asked)
    where file_scans.id = done.id`.execute(db);
}

/** Tried again until it has failed too often. */
export async function recordFailure(
  db: Database,
  { id, attempts }: DueScan,
  failure: string,
): Promise<void> {
  await db
    .updateTable("file_scans")
    .set({
      state: attempts < ATTEMPTS ? "queued" : "failed",
      level: null,
      failure,
      scanner_version: SCANNER_VERSION,
      scanned_at: sql`now()`,
    })
    .where("id", "=", id)
    .execute();
}

/** Without bytes there is nothing to tell. */
export async function removeScan(db: Database, id: number): Promise<void> {
  await db.deleteFrom("file_scans").where("id", "=", id).execute();
}

const OUTDATED_BATCH = 10_000;

/**
 * Lets files be scanned again that an older scanner has seen, or no virus scanner yet; and a day
 * later those that were given up, for it may have been the server that ended.
 */
export async function requeueOutdated(
  db: Database,
  { wantsMalwareScan }: { wantsMalwareScan: boolean },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update file_scans set state = 'queued', attempts = 0 where id in (
      select id from file_scans
      where state in ('done', 'failed') and (scanner_version < ${SCANNER_VERSION}
        or ${wantsMalwareScan} and state = 'done' and not has_malware_scan
        or state = 'failed' and scanned_at < now() - interval '1 day')
      order by scanner_version, id limit ${OUTDATED_BATCH})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

const REPOSITORY_BATCH = 1000;

/** Repositories with files whose turn has come. */
export async function listRepositoriesWithDue(db: Database): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct coalesce(file_scans.repository_id, held.repository_id) as id
    from file_scans left join lateral (
      select repository_id from repository_objects
      where repository_objects.content_id = file_scans.content_id limit 1) as held on true
    where ${isDue} and state in ('queued', 'scanning')
      and coalesce(file_scans.repository_id, held.repository_id) is not null
    limit ${REPOSITORY_BATCH}`.execute(db);
  return rows.map(({ id }) => id);
}
