import type { Address, AssetKind } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import { setContentRule } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { readTerms, upsertTerms } from "./store.ts";

/**
 * PUB-7: limits new subscriptions, or no longer. While something is limited, whoever reads the
 * content has subscribed; the subscriptions that are there keep the terms of their day.
 * @throws {Problem} `validation-failed` for a limit that the kind does not have.
 */
export async function setTerms(
  ctx: RequestContext,
  address: Address,
  wanted: Terms,
): Promise<Terms> {
  const repository = await requireRepository(ctx, address, "manage");
  requireLimitOfKind(repository.kind, wanted);
  const isLimited = wanted.duration !== null || wanted.channels !== null;
  const terms = { ...wanted, renews: isLimited && wanted.renews };
  await withTransaction(ctx.db, async (trx) => {
    await setContentRule(trx, repository.id, { needsSubscription: isLimited });
    const before = await readTerms(trx, repository.id);
    await upsertTerms(trx, repository.id, { terms, at: ctx.now() });
    await recordAudit(trx, ctx, {
      action: "publishing.terms-changed",
      subject: `${repository.ownerName}/${repository.name}`,
      details: { from: before, to: terms },
    });
  });
  return terms;
}

/** A skill has a number of channels, what is run or mounted a time, what is read neither. */
function requireLimitOfKind(kind: AssetKind, { duration, channels }: Terms): void {
  const { limit } = KIND_RULES[kind];
  if (duration !== null && limit !== "duration") {
    throw unfit("duration", `an asset of the kind ${kind} has no limit in time`);
  }
  if (channels !== null && limit !== "channels") {
    throw unfit("channels", "only a skill has a number of channels");
  }
}

function unfit(field: string, message: string) {
  return problem("validation-failed", {
    detail: `${field}: ${message}`,
    issues: [{ pointer: `/${field}`, message }],
  });
}
