import { sql } from "kysely";
import type { AccessStatus, Gate, GateMode } from "#contract/assets/gate.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";

/** Reads the gate; inside a transaction it holds the asset, so that decisions come one by one. */
export async function readGate(db: Database, assetId: number): Promise<Gate> {
  const row = await db
    .selectFrom("assets")
    .select(["gate", "gate_terms", "gate_fields"])
    .where("id", "=", assetId)
    .$if(db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
  return {
    mode: row.gate as GateMode,
    terms: row.gate_terms,
    fields: row.gate_fields as Gate["fields"],
  };
}

export async function updateGate(
  trx: DatabaseTransaction,
  assetId: number,
  { mode, terms, fields }: Gate,
): Promise<void> {
  await trx
    .updateTable("assets")
    .set({ gate: mode, gate_terms: terms, gate_fields: JSON.stringify(fields) })
    .where("id", "=", assetId)
    .execute();
}

const columns = [
  "id",
  "public_id",
  "account_id",
  "status",
  "was_granted",
  "reason",
  "answers",
  "rejection_reason",
  "decided_by",
  "decided_at",
  "requested_at",
] as const;

function selectRequests(db: Database, assetId: number) {
  return db.selectFrom("access_requests").select(columns).where("asset_id", "=", assetId);
}

export type RequestRow = Awaited<
  ReturnType<ReturnType<typeof selectRequests>["executeTakeFirstOrThrow"]>
>;

export function findRequest(
  db: Database,
  { assetId, accountId }: { assetId: number; accountId: number },
): Promise<RequestRow | undefined> {
  return selectRequests(db, assetId).where("account_id", "=", accountId).executeTakeFirst();
}

export function findRequestById(
  db: Database,
  { assetId, publicId }: { assetId: number; publicId: string },
): Promise<RequestRow | undefined> {
  return selectRequests(db, assetId).where("public_id", "=", publicId).executeTakeFirst();
}

type NewRequest = {
  assetId: number;
  accountId: number;
  status: AccessStatus;
  wasGranted: boolean;
  reason: string;
  answers: Record<string, string>;
  acceptedTerms: string | null;
  at: Date;
};

/** One account has one request: a second one is refused by its key. */
export async function insertRequest(trx: DatabaseTransaction, request: NewRequest): Promise<void> {
  await trx
    .insertInto("access_requests")
    .values({
      public_id: newPublicId(request.at),
      asset_id: request.assetId,
      account_id: request.accountId,
      status: request.status,
      was_granted: request.wasGranted,
      reason: request.reason,
      answers: JSON.stringify(request.answers),
      accepted_terms: request.acceptedTerms,
      requested_at: request.at,
      decided_at: request.status === "pending" ? null : request.at,
    })
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

export async function updateStatus(
  trx: DatabaseTransaction,
  { assetId, accountId }: { assetId: number; accountId: number },
  decision: { status: AccessStatus; reason: string | null; by: number | null; at: Date },
): Promise<void> {
  const { status, reason, by, at } = decision;
  const isOpen = status === "pending";
  await trx
    .updateTable("access_requests")
    .set({
      status,
      rejection_reason: reason,
      decided_by: isOpen ? null : by,
      decided_at: isOpen ? null : at,
    })
    .where("asset_id", "=", assetId)
    .where("account_id", "=", accountId)
    .execute();
}

/** Newest first; one more than the limit. */
export function listRequests(
  db: Database,
  assetId: number,
  page: { status: AccessStatus; after: { requestedAt: Date; id: number } | null; limit: number },
): Promise<RequestRow[]> {
  const { status, after, limit } = page;
  return selectRequests(db, assetId)
    .where("status", "=", status)
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("requested_at", "id"),
          "<",
          eb.tuple(after?.requestedAt ?? new Date(0), after?.id ?? 0),
        ),
      ),
    )
    .orderBy("requested_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
}

export async function countRequests(
  db: Database,
  assetId: number,
): Promise<Record<AccessStatus, number>> {
  const rows = await db
    .selectFrom("access_requests")
    .select(["status", sql<number>`count(*)::int`.as("count")])
    .where("asset_id", "=", assetId)
    .groupBy("status")
    .execute();
  const counts = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  return { pending: 0, accepted: 0, rejected: 0, ...counts };
}

export async function listAdmitted(trx: DatabaseTransaction, assetId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom("access_requests")
    .select("account_id")
    .where("asset_id", "=", assetId)
    .where("status", "=", "accepted")
    .execute();
  return rows.map((row) => row.account_id);
}
