import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { takePoints } from "../../platform/rate-limit/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { statusAt } from "./rules.ts";
import { readGate } from "./store/gates.ts";
import { deleteRequest, findRequest } from "./store/requests.ts";

const DAY_MS = 86_400_000;
/** Of one account for one asset: those who decide are told of every new request. */
const WITHDRAWALS_A_DAY = 10;

/**
 * PUB-15: takes back one's own request while it waits; nothing of what was asked is kept, and one may
 * ask again at once. A decision stands: whoever was rejected does not get around the gate's wait.
 * @throws {Problem} `access-request-not-found` for who has not asked; `access-request-decided`;
 *   `rate-limited`
 */
export async function withdrawAccessRequest(ctx: RequestContext, address: Address): Promise<void> {
  const { accountId, name } = requireAccount(ctx);
  const repository = await requireRepository(ctx, address, "see");
  const key = { assetId: repository.id, accountId };
  await takePoints(ctx.db, ctx.now(), [
    {
      key: `access withdrawals account ${accountId} asset ${repository.id}`,
      points: WITHDRAWALS_A_DAY,
      windowMs: DAY_MS,
    },
  ]);
  await withTransaction(ctx.db, async (trx) => {
    // Holds the asset, so that a decision comes before or after.
    await readGate(trx, repository.id);
    const row = await findRequest(trx, key);
    if (row === undefined) {
      throw problem("access-request-not-found", { detail: `${name} has not asked for access` });
    }
    const status = statusAt(row, ctx.now());
    if (status !== "pending") {
      throw problem("access-request-decided", {
        detail: `Your request is ${status} by now`,
        extra: { status },
      });
    }
    await deleteRequest(trx, key);
    await recordAudit(trx, ctx, {
      action: "assets.access-request-withdrawn",
      subject: `${repository.ownerName}/${repository.name}`,
    });
  });
}
