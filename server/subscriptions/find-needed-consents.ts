import type { AcceptedAgreement } from "#contract/accounts/agreement.ts";
import { agreementsAmong, SUBSCRIBING_AGREEMENTS } from "#contract/accounts/agreement-names.ts";
import { currentAgreements } from "../accounts/index.ts";
import { isOfficial } from "../assets/index.ts";
import type { Context } from "../context.ts";

/** DIS-5: what must be accepted to subscribe, in the versions in force; nothing for an official asset. */
export async function findNeededConsents(
  ctx: Pick<Context, "db" | "now">,
  assetId: number,
): Promise<AcceptedAgreement[]> {
  if (await isOfficial(ctx.db, assetId)) return [];
  const needed = agreementsAmong(await currentAgreements(ctx), SUBSCRIBING_AGREEMENTS);
  return needed.map(({ agreement, version }) => ({ agreement, version }));
}
