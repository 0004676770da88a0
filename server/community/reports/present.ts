import type { NamespaceSummary } from "#contract/fields.ts";
import type { ReportCase, ReportCaseSummary } from "#contract/community/report.ts";
import type { ReportReason } from "#contract/community/report-options.ts";
import { listAdministrators, type SignedIn, summariseNamespaces } from "../../accounts/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { describeTarget } from "./describe-target.ts";
import { barOf, optionsOf } from "./rules.ts";
import { type CaseRow, listReportRows, summariseReports } from "./store/cases.ts";

const SHOWN_REPORTS = 100;

/** Rows of the queue as one administrator sees them; people and reasons are read once for all. */
export async function presentCases(
  db: Database,
  viewer: SignedIn,
  cases: readonly CaseRow[],
): Promise<ReportCaseSummary[]> {
  const [people, summaries, administrators] = await Promise.all([
    summariseNamespaces(
      db,
      cases.flatMap(({ responsibleId }) => responsibleId ?? []),
    ),
    summariseReports(
      db,
      cases.map(({ id }) => id),
    ),
    listAdministrators(db),
  ]);
  const isOnlyReviewer = administrators.length === 1;
  return cases.map((row) => {
    const { reasons = [], reporterIds = [] } = summaries.get(row.id) ?? {};
    return {
      id: row.publicId,
      type: row.type,
      title: row.title,
      path: hasPlace(row) ? row.path : null,
      responsible: people.get(row.responsibleId ?? -1) ?? null,
      state: row.state,
      reportCount: row.reportCount,
      reasons,
      openedAt: row.openedAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
      bar: barOf(viewer, { responsibleId: row.responsibleId, reporterIds }, { isOnlyReviewer }),
    };
  });
}

/** Everything about one case, with the target as it is now. */
export async function presentCase(
  db: Database,
  viewer: SignedIn,
  row: CaseRow,
): Promise<ReportCase> {
  const [[summary], now, reports] = await Promise.all([
    presentCases(db, viewer, [row]),
    describeTarget(db, targetOf(row)),
    listReportRows(db, row.id, SHOWN_REPORTS),
  ]);
  if (summary === undefined) throw new Error("a case has no summary");
  const people = await summariseNamespaces(
    db,
    [...reports.map(({ reporter_id }) => reporter_id), row.decidedBy].flatMap((id) => id ?? []),
  );
  const isGone = now === null;
  return {
    ...summary,
    path: now?.path ?? null,
    content: row.content,
    contentNow: isGone || now.content === row.content ? null : now.content,
    isGone,
    reports: reports.map(({ reporter_id, reason, text, created_at }) => ({
      reporter: people.get(reporter_id ?? -1) ?? null,
      reason: reason as ReportReason,
      text,
      createdAt: created_at.toISOString(),
    })),
    options: optionsOf(row.type, { isGone, isPublished: now?.isPublished ?? false }),
    outcome: outcomeOf(row, people),
  };
}

/** What a case is about, as the database knows it. */
export function targetOf({ type, assetId, commentId, discussionId, responsibleId }: CaseRow) {
  return { type, assetId, commentId, discussionId, namespaceId: responsibleId };
}

function outcomeOf(
  { decision, decisionReason, decidedBy }: CaseRow,
  people: ReadonlyMap<number, NamespaceSummary>,
): ReportCase["outcome"] {
  if (decision === null) return null;
  return { decision, reason: decisionReason ?? "", by: people.get(decidedBy ?? -1) ?? null };
}

function hasPlace({ type, assetId, commentId, discussionId, responsibleId }: CaseRow): boolean {
  const places = {
    asset: assetId,
    comment: commentId,
    discussion: discussionId,
    account: responsibleId,
  };
  return places[type] !== null;
}
