import { type Expression, sql, type SqlBool } from "kysely";
import type { Finding } from "#contract/publishing/finding.ts";
import { parseVersion, type VersionParts } from "#contract/publishing/version-number.ts";
import type { VersionStatus } from "#contract/publishing/version.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

const columns = [
  "id",
  "asset_id",
  "number",
  "major",
  "minor",
  "patch",
  "commit_oid",
  "description",
  "constraints",
  "regions",
  "status",
  "came_with_listing",
  "has_own_tag",
  "findings",
  "reason",
  "created_by",
  "created_at",
  "published_at",
] as const;

/** One version of an asset. */
export type VersionRow = {
  id: number;
  assetId: number;
  /** `x.y.z`. */
  number: string;
  parts: VersionParts;
  commit: string;
  description: string;
  constraints: string;
  regions: string[];
  status: VersionStatus;
  /** It came with the listing: whoever decides that one decides both. */
  cameWithListing: boolean;
  /** False: the tag was there before, and stays when the version is discarded. */
  hasOwnTag: boolean;
  findings: Finding[];
  reason: string | null;
  createdBy: number | null;
  createdAt: Date;
  publishedAt: Date | null;
};

type Row = {
  id: number;
  asset_id: number;
  number: string;
  major: number;
  minor: number;
  patch: number;
  commit_oid: Buffer;
  description: string;
  constraints: string;
  regions: string[];
  status: string;
  came_with_listing: boolean;
  has_own_tag: boolean;
  findings: unknown;
  reason: string | null;
  created_by: number | null;
  created_at: Date;
  published_at: Date | null;
};

function toVersion(row: Row): VersionRow {
  return {
    id: row.id,
    assetId: row.asset_id,
    number: row.number,
    parts: [row.major, row.minor, row.patch],
    commit: row.commit_oid.toString("hex"),
    description: row.description,
    constraints: row.constraints,
    regions: row.regions,
    status: row.status as VersionStatus,
    cameWithListing: row.came_with_listing,
    hasOwnTag: row.has_own_tag,
    findings: row.findings as Finding[],
    reason: row.reason,
    createdBy: row.created_by,
    createdAt: row.created_at,
    publishedAt: row.published_at,
  };
}

export type VersionToInsert = {
  assetId: number;
  number: string;
  commit: string;
  description: string;
  constraints: string;
  regions: readonly string[];
  cameWithListing: boolean;
  hasOwnTag: boolean;
  createdBy: number;
  at: Date;
};

/** @returns its id. The caller holds the repository and has found no version of this number. */
export async function insertVersion(
  trx: DatabaseTransaction,
  version: VersionToInsert,
): Promise<number> {
  const parts = parseVersion(version.number);
  if (parts === null) throw new Error(`${version.number} is no version number`);
  const [major, minor, patch] = parts;
  const row = await trx
    .insertInto("asset_versions")
    .values({
      asset_id: version.assetId,
      major,
      minor,
      patch,
      commit_oid: Buffer.from(version.commit, "hex"),
      description: version.description,
      constraints: version.constraints,
      regions: [...version.regions],
      came_with_listing: version.cameWithListing,
      has_own_tag: version.hasOwnTag,
      created_by: version.createdBy,
      created_at: version.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/**
 * A version by its number as a person writes it; undefined too for what is no number. Inside a
 * transaction its row is held.
 */
export async function findVersion(
  db: Database,
  assetId: number,
  number: string,
): Promise<VersionRow | undefined> {
  const parts = parseVersion(number);
  if (parts === null) return undefined;
  const row = await db
    .selectFrom("asset_versions")
    .select(columns)
    .where("asset_id", "=", assetId)
    .where(samePlace("=", parts))
    .$if(db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
  return row && toVersion(row);
}

export async function getVersionById(db: Database, id: number): Promise<VersionRow | undefined> {
  const row = await db
    .selectFrom("asset_versions")
    .select(columns)
    .where("id", "=", id)
    .$if(db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
  return row && toVersion(row);
}

function samePlace(operator: "=" | "<", [major, minor, patch]: VersionParts): Expression<SqlBool> {
  const sign = operator === "=" ? sql`=` : sql`<`;
  return sql<SqlBool>`(major, minor, patch) ${sign} (${major}::int, ${minor}::int, ${patch}::int)`;
}

type VersionQuery = {
  assetId: number;
  /** All of them when absent. */
  statuses?: readonly VersionStatus[] | undefined;
  /** Goes on below this one. */
  below?: VersionParts | null;
  limit: number;
};

/** The highest precedence first. */
export async function selectVersions(
  db: Database,
  { assetId, statuses, below, limit }: VersionQuery,
): Promise<VersionRow[]> {
  let query = db.selectFrom("asset_versions").select(columns).where("asset_id", "=", assetId);
  if (statuses !== undefined) query = query.where("status", "in", [...statuses]);
  if (below) query = query.where(samePlace("<", below));
  const rows = await query
    .orderBy("major", "desc")
    .orderBy("minor", "desc")
    .orderBy("patch", "desc")
    .limit(limit)
    .execute();
  return rows.map(toVersion);
}

/** The highest version that is available. */
export async function findNewestVersion(
  db: Database,
  assetId: number,
): Promise<VersionRow | undefined> {
  const [newest] = await selectVersions(db, { assetId, statuses: ["available"], limit: 1 });
  return newest;
}

const PUBLISHING_LIMIT = 1000;

/** Those whose checks are not done, the oldest first; of one asset when it is given. */
export async function listPublishingVersions(db: Database, assetId?: number): Promise<number[]> {
  const rows = await db
    .selectFrom("asset_versions")
    .select("id")
    .where("status", "=", "publishing")
    .$if(assetId !== undefined, (query) => query.where("asset_id", "=", assetId ?? 0))
    .orderBy("id")
    .limit(PUBLISHING_LIMIT)
    .execute();
  return rows.map(({ id }) => id);
}

export type Outcome = {
  status: VersionStatus;
  findings?: readonly Finding[];
  reason?: string | null;
  /** Kept when the version was available before. */
  publishedAt?: Date;
};

export async function moveVersion(
  trx: DatabaseTransaction,
  id: number,
  { status, findings, reason, publishedAt }: Outcome,
): Promise<void> {
  await trx
    .updateTable("asset_versions")
    .set(({ fn, val }) => ({
      status,
      ...(findings === undefined ? {} : { findings: JSON.stringify(findings) }),
      ...(reason === undefined ? {} : { reason }),
      ...(publishedAt === undefined
        ? {}
        : { published_at: fn.coalesce("published_at", val(publishedAt)) }),
    }))
    .where("id", "=", id)
    .execute();
}

export async function updateVersion(
  trx: DatabaseTransaction,
  id: number,
  change: { description?: string; constraints?: string },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await trx.updateTable("asset_versions").set(change).where("id", "=", id).execute();
}

export async function removeVersion(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx.deleteFrom("asset_versions").where("id", "=", id).execute();
}
