import type { ReportDecision } from "#contract/community/report-options.ts";
import type { ReportCase } from "#contract/community/report.ts";
import { problem } from "#contract/problems.ts";
import { notify, requireAdministrator, type SignedIn } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { takeOffShelf } from "../../publishing/index.ts";
import { getRepositoryById, lockRepository } from "../../repositories/index.ts";
import { findCommentsPlace } from "../comments/find-comments-place.ts";
import { applyModeration } from "../comments/moderate-comment.ts";
import { findComment } from "../comments/store/comments.ts";
import { describeTarget, lineOf } from "./describe-target.ts";
import { getReport } from "./list-reports.ts";
import { presentCases, targetOf } from "./present.ts";
import { optionsOf } from "./rules.ts";
import { type CaseRow, closeCase, findCase, lockCase, summariseReports } from "./store/cases.ts";

type Verdict = { decision: ReportDecision; reason: string };

/**
 * COM-5, PLT-3: decides about everything reported of one target at once, does what the decision says,
 * and tells those who have reported it. Of two who decide at once one is told the outcome.
 * @throws {Problem} `report-not-found`, `report-closed`, `review-barred`; `report-option-wrong` for
 *   what cannot be done to this target, or no longer.
 */
export async function decideReport(
  ctx: RequestContext,
  publicId: string,
  verdict: Verdict,
): Promise<ReportCase> {
  const reviewer = requireAdministrator(ctx);
  const before = await findCase(ctx.db, publicId);
  if (before === undefined) throw problem("report-not-found");
  await withTransaction(ctx.db, async (trx) => {
    // The repository before what is about it, as everywhere.
    if (before.assetId !== null) await lockRepository(trx, before.assetId);
    const row = await lockCase(trx, publicId);
    if (row === undefined) throw problem("report-not-found");
    if (row.state !== "open") {
      const { state } = row;
      throw problem("report-closed", { detail: `These reports were ${state}`, extra: { state } });
    }
    await decide({ ...ctx, db: trx }, trx, { row, reviewer, verdict });
  });
  return getReport(ctx, publicId);
}

type Deciding = { row: CaseRow; reviewer: SignedIn; verdict: Verdict };

async function decide(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { row, reviewer, verdict: { decision, reason } }: Deciding,
): Promise<void> {
  const [summary] = await presentCases(trx, reviewer, [row]);
  const bar = summary?.bar ?? null;
  if (bar !== null) {
    throw problem("review-barred", {
      detail: "It is about you or yours, or you have reported it yourself",
      extra: { bar },
    });
  }
  await requireOption(trx, row, decision);
  await act(ctx, trx, { row, reviewer, verdict: { decision, reason } });
  const state = decision === "dismiss" ? "dismissed" : "upheld";
  const at = ctx.now();
  await closeCase(trx, row.id, { state, decision, reason, decidedBy: reviewer.accountId, at });
  await recordAudit(trx, ctx, {
    action: "community.report-decided",
    subject: lineOf(row),
    details: { report: row.publicId, type: row.type, decision, reason },
  });
  const reporters = (await summariseReports(trx, [row.id])).get(row.id)?.reporterIds ?? [];
  await notify(trx, {
    to: reporters.filter((id) => id !== reviewer.accountId),
    kind: state === "upheld" ? "report-upheld" : "report-dismissed",
    params: { asset: lineOf(row), reason },
    path: row.path,
  });
}

async function requireOption(
  trx: DatabaseTransaction,
  row: CaseRow,
  decision: ReportDecision,
): Promise<void> {
  const now = await describeTarget(trx, targetOf(row));
  const options = optionsOf(row.type, {
    isGone: now === null,
    isPublished: now?.isPublished ?? false,
  });
  if (options.includes(decision)) return;
  throw problem("report-option-wrong", {
    detail: `decision must be one of ${options.join(", ")} now`,
    extra: { options },
  });
}

/** What a decision does by itself. */
async function act(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { row, reviewer, verdict: { decision, reason } }: Deciding,
): Promise<void> {
  const { assetId, commentId } = row;
  if (decision === "unlist-asset" && assetId !== null) {
    await takeOffShelf(trx, { assetId, operatorId: reviewer.accountId, reason, at: ctx.now() });
  }
  if (decision === "remove-comment" && assetId !== null && commentId !== null) {
    const { kind, ownerName: owner, name } = await getRepositoryById(trx, assetId);
    const place = await findCommentsPlace(ctx, { kind, owner, name }, "manage");
    const comment = await findComment(trx, place.reading, { id: commentId });
    if (comment === undefined) throw problem("comment-not-found");
    const moderation = { action: "remove", reason } as const;
    await applyModeration(ctx, trx, { place, comment: comment.publicId, moderation });
  }
}
