import type { AgreementName, AgreementText } from "#contract/accounts/agreement.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { findVersion, getVersionInForce } from "./store.ts";

/** PUB-8: the text of the version in force, or of the one that is named. @throws {Problem} `not-found` */
export async function getAgreement(
  ctx: RequestContext,
  { agreement, version }: { agreement: AgreementName; version?: string | undefined },
): Promise<AgreementText> {
  const current = await getVersionInForce(ctx.db, agreement, ctx.now());
  const shown = version === undefined ? current : await findVersion(ctx.db, { agreement, version });
  if (shown === undefined) {
    throw problem("not-found", { detail: `There is no version ${version} of this agreement` });
  }
  return {
    agreement,
    version: shown.version,
    textZh: shown.text_zh,
    textEn: shown.text_en,
    effectiveAt: shown.effective_at.toISOString(),
    currentVersion: current.version,
  };
}
