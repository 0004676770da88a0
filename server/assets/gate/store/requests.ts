import { sql } from "kysely";
import type { AccessStatus } from "#contract/assets/gate.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { newPublicId } from "../../../platform/ids.ts";

export const REQUEST_COLUMNS = [
  "access_requests.id",
  "access_requests.public_id",
  "access_requests.asset_id",
  "access_requests.account_id",
  "access_requests.status",
  "access_requests.was_granted",
  "access_requests.reason",
  "access_requests.answers",
  "access_requests.rejection_reason",
  "access_requests.decided_by",
  "access_requests.decided_at",
  "access_requests.requested_at",
  "access_requests.valid_until",
  "access_requests.times_asked",
] as const;

function selectRequests(db: Database, assetId: number) {
  return db.selectFrom("access_requests").select(REQUEST_COLUMNS).where("asset_id", "=", assetId);
}

export type RequestRow = Awaited<
  ReturnType<ReturnType<typeof selectRequests>["executeTakeFirstOrThrow"]>
>;
export type RequestKey = { assetId: number; accountId: number };

export function findRequest(
  db: Database,
  { assetId, accountId }: RequestKey,
): Promise<RequestRow | undefined> {
  return selectRequests(db, assetId).where("account_id", "=", accountId).executeTakeFirst();
}

export function findRequestById(
  db: Database,
  { assetId, publicId }: { assetId: number; publicId: string },
): Promise<RequestRow | undefined> {
  return selectRequests(db, assetId).where("public_id", "=", publicId).executeTakeFirst();
}

/** Those among the ids that are of the asset and of somebody who still has an account, by id. */
export async function findRequestsById(
  db: Database,
  { assetId, publicIds }: { assetId: number; publicIds: readonly string[] },
): Promise<Map<string, RequestRow>> {
  const rows = await db
    .selectFrom("access_requests")
    .innerJoin("accounts", "accounts.id", "access_requests.account_id")
    .select(REQUEST_COLUMNS)
    .where("asset_id", "=", assetId)
    .where("access_requests.public_id", "in", [...publicIds])
    .where("accounts.state", "!=", "deleted")
    .execute();
  return new Map(rows.map((row) => [row.public_id, row]));
}

export type NewRequest = RequestKey & {
  status: "pending" | "accepted";
  wasGranted: boolean;
  reason: string;
  answers: Record<string, string>;
  acceptedTerms: string | null;
  validUntil: Date | null;
  at: Date;
};

/** Writes the one request of an account; asking again takes the place of what was asked before. */
export async function putRequest(trx: DatabaseTransaction, request: NewRequest): Promise<void> {
  const values = {
    status: request.status,
    was_granted: request.wasGranted,
    reason: request.reason,
    answers: JSON.stringify(request.answers),
    accepted_terms: request.acceptedTerms,
    requested_at: request.at,
    decided_at: request.status === "pending" ? null : request.at,
    valid_until: request.validUntil,
  };
  await trx
    .insertInto("access_requests")
    .values({
      public_id: newPublicId(request.at),
      asset_id: request.assetId,
      account_id: request.accountId,
      ...values,
    })
    .onConflict((conflict) =>
      conflict.columns(["asset_id", "account_id"]).doUpdateSet({
        ...values,
        rejection_reason: null,
        decided_by: null,
        expiry_reminded_at: null,
        owner_reminded_at: null,
        times_asked: sql`access_requests.times_asked + 1`,
      }),
    )
    .execute();
}

export async function deleteRequest(
  trx: DatabaseTransaction,
  { assetId, accountId }: RequestKey,
): Promise<void> {
  await trx
    .deleteFrom("access_requests")
    .where("asset_id", "=", assetId)
    .where("account_id", "=", accountId)
    .execute();
}

/** Admits many at once; who has a request already keeps it as it is. */
export async function insertAdmissions(
  trx: DatabaseTransaction,
  { assetId, accountIds, at }: { assetId: number; accountIds: readonly number[]; at: Date },
): Promise<void> {
  if (accountIds.length === 0) return;
  await sql`
    insert into access_requests
      (public_id, asset_id, account_id, status, was_granted, requested_at, decided_at)
    select admitted.public_id, ${assetId}, admitted.account_id, 'accepted', true, ${at}, ${at}
    from unnest(${accountIds.map(() => newPublicId(at))}::text[], ${[...accountIds]}::bigint[])
      as admitted (public_id, account_id)
    on conflict (asset_id, account_id) do nothing`.execute(trx);
}

export type StatusChange = {
  status: AccessStatus;
  reason: string | null;
  by: number | null;
  at: Date;
  validUntil: Date | null;
};

export async function updateStatus(
  trx: DatabaseTransaction,
  { assetId, accountId }: RequestKey,
  { status, reason, by, at, validUntil }: StatusChange,
): Promise<void> {
  const isOpen = status === "pending";
  await trx
    .updateTable("access_requests")
    .set({
      status,
      rejection_reason: reason,
      decided_by: isOpen ? null : by,
      decided_at: isOpen ? null : at,
      valid_until: validUntil,
      expiry_reminded_at: null,
      owner_reminded_at: isOpen ? at : null,
    })
    .where("asset_id", "=", assetId)
    .where("account_id", "=", accountId)
    .execute();
}

export type Admission = { accountId: number; validUntil: Date | null };

/** Whom the owner has let in, as far as that has not ended. */
export async function listAdmitted(
  trx: DatabaseTransaction,
  assetId: number,
): Promise<Admission[]> {
  const rows = await trx
    .selectFrom("access_requests")
    .select(["account_id as accountId", "valid_until as validUntil"])
    .where("asset_id", "=", assetId)
    .where("status", "=", "accepted")
    .execute();
  return rows;
}
