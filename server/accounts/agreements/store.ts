import { sql } from "kysely";
import type { AcceptedAgreement, AgreementName } from "#contract/accounts/agreement.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

const columns = [
  "id",
  "agreement",
  "version",
  "text_zh",
  "text_en",
  "effective_at",
  "created_by",
  "created_at",
] as const;

function selectVersions(db: Database) {
  return db.selectFrom("agreement_versions").select(columns);
}

export type VersionRow = Awaited<
  ReturnType<ReturnType<typeof selectVersions>["executeTakeFirstOrThrow"]>
>;

export function findVersion(
  db: Database,
  { agreement, version }: AcceptedAgreement,
): Promise<VersionRow | undefined> {
  return selectVersions(db)
    .where("agreement", "=", agreement)
    .where("version", "=", version)
    .executeTakeFirst();
}

/** The version in force at a time. */
export function getVersionInForce(
  db: Database,
  agreement: AgreementName,
  at: Date,
): Promise<VersionRow> {
  return selectVersions(db)
    .where("agreement", "=", agreement)
    .where("effective_at", "<=", at)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** The newest version, in force or not. */
export function getNewestVersion(db: Database, agreement: AgreementName): Promise<VersionRow> {
  return selectVersions(db)
    .where("agreement", "=", agreement)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** Newest first; one more than the limit. */
export function listVersions(
  db: Database,
  agreement: AgreementName,
  { before, limit }: { before: number | null; limit: number },
): Promise<VersionRow[]> {
  return selectVersions(db)
    .where("agreement", "=", agreement)
    .$if(before !== null, (query) => query.where("id", "<", before))
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
}

type NewVersion = AcceptedAgreement & {
  textZh: string;
  textEn: string;
  effectiveAt: Date;
  createdBy: number;
  at: Date;
};

/** Undefined when somebody else has written a version of this number. */
export function insertVersion(
  trx: DatabaseTransaction,
  version: NewVersion,
): Promise<VersionRow | undefined> {
  return trx
    .insertInto("agreement_versions")
    .values({
      agreement: version.agreement,
      version: version.version,
      text_zh: version.textZh,
      text_en: version.textEn,
      effective_at: version.effectiveAt,
      created_by: version.createdBy,
      created_at: version.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(columns)
    .executeTakeFirst();
}

export async function removeVersion(trx: DatabaseTransaction, id: number): Promise<void> {
  await trx.deleteFrom("agreement_versions").where("id", "=", id).execute();
}

/** How many accounts have consented, by version. */
export async function countAcceptances(
  db: Database,
  agreement: AgreementName,
  versions: readonly string[],
): Promise<Map<string, number>> {
  if (versions.length === 0) return new Map();
  const rows = await db
    .selectFrom("agreement_acceptances")
    .select(["version", sql<number>`count(*)::int`.as("count")])
    .where("agreement", "=", agreement)
    .where("version", "in", [...versions])
    .groupBy("version")
    .execute();
  return new Map(rows.map(({ version, count }) => [version, count]));
}

/** To which versions an account has consented, and when. */
export function listAcceptances(db: Database, accountId: number) {
  return db
    .selectFrom("agreement_acceptances")
    .select(["agreement", "version", "accepted_at"])
    .where("account_id", "=", accountId)
    .execute();
}

/** Consent to the versions that were shown: the first time counts. */
export async function insertAcceptances(
  trx: DatabaseTransaction,
  accountId: number,
  { agreements, at }: { agreements: readonly AcceptedAgreement[]; at: Date },
): Promise<void> {
  if (agreements.length === 0) return;
  await trx
    .insertInto("agreement_acceptances")
    .values(
      agreements.map(({ agreement, version }) => ({
        account_id: accountId,
        agreement,
        version,
        accepted_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
