import type { AcceptedAgreement } from "#contract/accounts/agreement.ts";
import { AGREEMENTS } from "#contract/accounts/agreement-names.ts";
import type { Context } from "../../context.ts";
import { getVersionInForce, type VersionRow } from "./store.ts";

type CurrentAgreement = AcceptedAgreement & { effectiveAt: Date };

/** PUB-8: every agreement in the version in force. */
export function currentAgreements({
  db,
  now,
}: Pick<Context, "db" | "now">): Promise<CurrentAgreement[]> {
  const at = now();
  return Promise.all(
    AGREEMENTS.map(async (agreement) =>
      toCurrent(agreement, await getVersionInForce(db, agreement, at)),
    ),
  );
}

function toCurrent(
  agreement: AcceptedAgreement["agreement"],
  { version, effective_at }: VersionRow,
): CurrentAgreement {
  return { agreement, version, effectiveAt: effective_at };
}
