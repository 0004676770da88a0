import type { ReportReason } from "#contract/community/report-options.ts";
import type { ReportTarget } from "#contract/community/report.ts";
import { problem } from "#contract/problems.ts";
import { listAdministrators, notify, requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { takePoints } from "../../platform/rate-limit/index.ts";
import { lineOf } from "./describe-target.ts";
import { findTarget } from "./find-target.ts";
import { insertReport, openCase } from "./store/cases.ts";

const HOUR_MS = 3_600_000;
/** Of one account. */
const REPORTS_AN_HOUR = 20;

type Report = { target: ReportTarget; reason: ReportReason; text: string };

/**
 * COM-5: puts something on the review desk, as it is now. Whoever sees a thing may report it, once as
 * long as that is not decided about; administrators are told of the first report.
 * @throws {Problem} `not-found` and its like for what one may not know of, `already-reported`,
 *   `rate-limited`.
 */
export async function reportAbuse(
  ctx: RequestContext,
  { target, reason, text }: Report,
): Promise<void> {
  const { accountId, name } = requireAccount(ctx);
  const key = `reports account ${accountId}`;
  await takePoints(ctx.db, ctx.now(), [{ key, points: REPORTS_AN_HOUR, windowMs: HOUR_MS }]);
  const found = await findTarget(ctx, target);
  const at = ctx.now();
  await withTransaction(ctx.db, async (trx) => {
    const { id: caseId, publicId, isNew } = await openCase(trx, found, at);
    if (!(await insertReport(trx, { caseId, reporterId: accountId, reason, text, at }))) {
      throw problem("already-reported", { detail: "Your report of this waits for a decision" });
    }
    await recordAudit(trx, ctx, {
      action: "community.abuse-reported",
      subject: lineOf(found.description),
      details: { report: publicId, type: target.type, reason },
    });
    if (!isNew) return;
    const administrators = await listAdministrators(trx);
    await notify(trx, {
      to: administrators.filter((id) => id !== accountId),
      kind: "report-filed",
      params: { account: name, asset: lineOf(found.description), text },
      path: `/console/reports/${publicId}`,
    });
  });
}
