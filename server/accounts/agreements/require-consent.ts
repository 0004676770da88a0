import type { AcceptedAgreement, AgreementName } from "#contract/accounts/agreement.ts";
import type { IssueCode } from "#contract/issues.ts";
import { type Issue, problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { requireAccount } from "../require-account.ts";
import { currentAgreements } from "./current-agreements.ts";
import { insertAcceptances, listAcceptances } from "./store.ts";

type Consent = {
  /** What the person says they were shown and accept; the field `agreements` of the input. */
  agreements: readonly AcceptedAgreement[];
  needed: readonly AgreementName[];
};

/**
 * PUB-8, ACC-4: lets on whoever consents to the agreements in force, or has done so before, and notes
 * version and time.
 * @throws {Problem} `agreement-outdated` for another version than the one in force, which it names;
 *   `consent-missing` where consent is not there. Both name what is in force in `agreements`.
 */
export async function requireConsent(
  trx: DatabaseTransaction,
  ctx: RequestContext,
  { agreements, needed }: Consent,
): Promise<void> {
  const { accountId } = requireAccount(ctx);
  const inForce = await currentAgreements({ db: trx, now: ctx.now });
  const current = inForce.map(({ agreement, version }) => ({ agreement, version }));
  const isCurrent = (consent: { agreement: string; version: string }) =>
    current.some((each) => isSame(each, consent));
  refuse("agreement-outdated", findOutdated(agreements, current), current);

  const before = await listAcceptances(trx, accountId);
  const given = [...agreements, ...before.filter(isCurrent)];
  const missing = needed.filter((name) => !given.some(({ agreement }) => agreement === name));
  refuse("consent-missing", missing.map(toMissing), current);
  await insertAcceptances(trx, accountId, { agreements, at: ctx.now() });
}

function isSame(
  one: { agreement: string; version: string },
  other: { agreement: string; version: string },
): boolean {
  return one.agreement === other.agreement && one.version === other.version;
}

function findOutdated(
  agreements: readonly AcceptedAgreement[],
  current: readonly AcceptedAgreement[],
): Issue[] {
  return agreements.flatMap((given, index) => {
    const inForce = current.find(({ agreement }) => agreement === given.agreement);
    if (inForce === undefined || isSame(inForce, given)) return [];
    const message = `the ${given.agreement} agreement is in version ${inForce.version} now, not ${given.version}`;
    return [
      {
        pointer: `/agreements/${index}/version`,
        message,
        code: "agreement-outdated" satisfies IssueCode,
        params: { version: given.version, current: inForce.version },
      },
    ];
  });
}

function toMissing(agreement: AgreementName): Issue {
  const message = `the ${agreement} agreement must be accepted`;
  return { pointer: "/agreements", message, code: "required" satisfies IssueCode };
}

function refuse(
  code: "agreement-outdated" | "consent-missing",
  issues: Issue[],
  current: readonly AcceptedAgreement[],
): void {
  const [first] = issues;
  if (first === undefined) return;
  throw problem(code, {
    detail: `agreements: ${issues.map(({ message }) => message).join("; ")}`,
    issues,
    extra: { agreements: current },
  });
}
