import type {
  AgreementName,
  AgreementRecord,
  NewAgreementVersion,
} from "#contract/accounts/agreement.ts";
import type { IssueCode, IssueParams } from "#contract/issues.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireAdministrator } from "../require-account.ts";
import { presentVersions } from "./list-agreement-versions.ts";
import { nextVersion } from "./rules.ts";
import { getNewestVersion, insertVersion, type VersionRow } from "./store.ts";

/**
 * PLT-4, PUB-8: writes the next version. What was consented to stays as it was; from the moment the
 * new text comes into force consent to it is asked for.
 * @throws {Problem} `agreement-version-stale` when another operator wrote one meanwhile;
 *   `validation-failed` for a time in the past, or before the newest version comes into force.
 */
export async function writeAgreement(
  ctx: RequestContext,
  agreement: AgreementName,
  { textZh, textEn, effectiveAt, after }: NewAgreementVersion,
): Promise<AgreementRecord> {
  const { accountId } = requireAdministrator(ctx);
  const at = ctx.now();
  const effective = effectiveAt === null ? at : new Date(effectiveAt);
  return withTransaction(ctx.db, async (trx) => {
    const newest = await getNewestVersion(trx, agreement);
    if (newest.version !== after) throw stale(newest.version);
    requireLater(effective, { now: at, newest });
    const version = nextVersion(newest.version);
    const row = await insertVersion(trx, {
      agreement,
      version,
      textZh,
      textEn,
      effectiveAt: effective,
      createdBy: accountId,
      at,
    });
    if (row === undefined) throw stale(version);
    await recordAudit(trx, ctx, {
      action: "accounts.agreement-written",
      subject: `${agreement} ${version}`,
      details: { effectiveAt: effective.toISOString() },
    });
    const [record] = await presentVersions(trx, [row], { agreement, at });
    if (record === undefined) throw new Error("a version that was just written is not there");
    return record;
  });
}

function stale(newest: string) {
  return problem("agreement-version-stale", {
    detail: `Version ${newest} was written meanwhile`,
    hint: "Keep your text, read the new version, then write the next one",
    extra: { newest },
  });
}

function requireLater(effective: Date, { now, newest }: { now: Date; newest: VersionRow }): void {
  if (effective < now) throw invalidTime("must not lie in the past", { code: "time-past" });
  if (effective >= newest.effective_at) return;
  const { version } = newest;
  const since = newest.effective_at.toISOString();
  throw invalidTime(`must not be before version ${version} comes into force at ${since}`, {
    code: "time-before-version",
    params: { version },
  });
}

function invalidTime(message: string, issue: { code: IssueCode; params?: IssueParams }) {
  return problem("validation-failed", {
    detail: `effectiveAt: ${message}`,
    issues: [{ pointer: "/effectiveAt", message, ...issue }],
  });
}
