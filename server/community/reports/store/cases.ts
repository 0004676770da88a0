import { sql } from "kysely";
import type {
  ReportDecision,
  ReportReason,
  ReportTargetType,
} from "#contract/community/report-options.ts";
import type { ReportState } from "#contract/community/report.ts";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { newPublicId } from "../../../platform/ids.ts";
import type { FoundTarget } from "../find-target.ts";

const COUNTED = 10_000;

export type CaseRow = {
  id: number;
  publicId: string;
  type: ReportTargetType;
  assetId: number | null;
  commentId: number | null;
  discussionId: number | null;
  responsibleId: number | null;
  title: string;
  content: string;
  path: string;
  reportCount: number;
  state: ReportState;
  decision: ReportDecision | null;
  decisionReason: string | null;
  decidedBy: number | null;
  openedAt: Date;
  closedAt: Date | null;
};

function selectCases(db: Database) {
  return db
    .selectFrom("report_cases")
    .select([
      "id",
      "public_id",
      "target_type",
      "asset_id",
      "comment_id",
      "discussion_id",
      "responsible_id",
      "title",
      "content",
      "path",
      "report_count",
      "state",
      "decision",
      "decision_reason",
      "decided_by",
      "opened_at",
      "closed_at",
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectCases>["execute"]>>[number];

function toCase(row: Row): CaseRow {
  return {
    id: row.id,
    publicId: row.public_id,
    type: row.target_type as ReportTargetType,
    assetId: row.asset_id,
    commentId: row.comment_id,
    discussionId: row.discussion_id,
    responsibleId: row.responsible_id,
    title: row.title,
    content: row.content,
    path: row.path,
    reportCount: row.report_count,
    state: row.state as ReportState,
    decision: row.decision as ReportDecision | null,
    decisionReason: row.decision_reason,
    decidedBy: row.decided_by,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
  };
}

type Opened = { id: number; publicId: string; isNew: boolean };

/**
 * The open case of a target with one report more; made where there is none. Whoever reports the same
 * at once waits for this transaction.
 */
export async function openCase(
  trx: DatabaseTransaction,
  { key, ids, description }: FoundTarget,
  at: Date,
): Promise<Opened> {
  const { title, content, path, responsibleId } = description;
  const { rows } = await sql<{ id: number; public_id: string; report_count: number }>`
    insert into report_cases as open (public_id, target_type, target_key, asset_id, comment_id,
      discussion_id, responsible_id, title, content, path, opened_at)
    values (${newPublicId()}, ${ids.type}, ${key}, ${ids.assetId}, ${ids.commentId},
      ${ids.discussionId}, ${responsibleId}, ${title}, ${content}, ${path}, ${at})
    on conflict (target_key) where state = 'open'
      do update set report_count = open.report_count + 1
    returning id, public_id, report_count`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error("a report found no case");
  return { id: row.id, publicId: row.public_id, isNew: row.report_count === 1 };
}

type NewReportRow = { caseId: number; reporterId: number; reason: ReportReason; text: string };

/** False: this account has reported the same already. */
export async function insertReport(
  trx: DatabaseTransaction,
  { caseId, reporterId, reason, text, at }: NewReportRow & { at: Date },
): Promise<boolean> {
  const row = await trx
    .insertInto("reports")
    .values({ case_id: caseId, reporter_id: reporterId, reason, text, created_at: at })
    .onConflict((conflict) => conflict.columns(["case_id", "reporter_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export type CaseFilter = { state: ReportState; type?: ReportTargetType | undefined };

function filtered(db: Database, { state, type }: CaseFilter) {
  return selectCases(db)
    .where("state", "=", state)
    .$if(type !== undefined, (query) => query.where("target_type", "=", type ?? ""));
}

/** What waits in the order of waiting, what was decided with the newest first; one more than the limit. */
export async function listCases(
  db: Database,
  filter: CaseFilter,
  { after, limit }: { after: { openedAt: Date; id: number } | null; limit: number },
): Promise<CaseRow[]> {
  const direction = filter.state === "open" ? "asc" : "desc";
  const rows = await filtered(db, filter)
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("opened_at", "id"),
          direction === "asc" ? ">" : "<",
          eb.tuple(after?.openedAt ?? new Date(0), after?.id ?? 0),
        ),
      ),
    )
    .orderBy("opened_at", direction)
    .orderBy("id", direction)
    .limit(limit + 1)
    .execute();
  return rows.map(toCase);
}

export async function countCases(db: Database, filter: CaseFilter): Promise<number> {
  const counted = filtered(db, filter).clearSelect().select("id").limit(COUNTED).as("counted");
  const row = await db
    .selectFrom(counted)
    .select(sql<number>`count(*)::int`.as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function findCase(db: Database, publicId: string): Promise<CaseRow | undefined> {
  const row = await selectCases(db).where("public_id", "=", publicId).executeTakeFirst();
  return row && toCase(row);
}

/** As `findCase`, and keeps others from deciding until the end. */
export async function lockCase(
  trx: DatabaseTransaction,
  publicId: string,
): Promise<CaseRow | undefined> {
  const row = await selectCases(trx)
    .where("public_id", "=", publicId)
    .forUpdate()
    .executeTakeFirst();
  return row && toCase(row);
}

type Closing = {
  state: "dismissed" | "upheld";
  decision: ReportDecision;
  reason: string;
  decidedBy: number;
  at: Date;
};

export async function closeCase(
  trx: DatabaseTransaction,
  id: number,
  { state, decision, reason, decidedBy, at }: Closing,
): Promise<void> {
  await trx
    .updateTable("report_cases")
    .set({ state, decision, decision_reason: reason, decided_by: decidedBy, closed_at: at })
    .where("id", "=", id)
    .execute();
}

/** Why cases were reported, and by whom: the reasons of each, the commonest first. */
export async function summariseReports(
  db: Database,
  caseIds: readonly number[],
): Promise<Map<number, { reasons: ReportReason[]; reporterIds: number[] }>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("reports")
    .select(["case_id", "reason"])
    .select(
      sql<number[]>`coalesce(
        json_agg(reporter_id) filter (where reporter_id is not null), '[]')`.as("reporter_ids"),
    )
    .where("case_id", "in", [...caseIds])
    .groupBy(["case_id", "reason"])
    .orderBy("case_id")
    .orderBy(sql`count(*)`, "desc")
    .orderBy("reason")
    .execute();
  const summaries = new Map<number, { reasons: ReportReason[]; reporterIds: number[] }>();
  for (const { case_id, reason, reporter_ids } of rows) {
    const { reasons, reporterIds } = summaries.get(case_id) ?? { reasons: [], reporterIds: [] };
    summaries.set(case_id, {
      reasons: [...reasons, reason as ReportReason],
      reporterIds: [...reporterIds, ...reporter_ids],
    });
  }
  return summaries;
}

/** Newest first. */
export function listReportRows(db: Database, caseId: number, limit: number) {
  return db
    .selectFrom("reports")
    .select(["reporter_id", "reason", "text", "created_at"])
    .where("case_id", "=", caseId)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}
