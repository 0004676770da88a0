import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import type { Publication } from "#contract/publishing/publication.ts";
import { grantAccess, setGate } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Repository } from "../../repositories/index.ts";

type Usability = { repository: Repository; usability: Publication["usability"] };

/**
 * PUB-1: who must apply to use what is published, and who is admitted in advance. Without a word
 * about it the gate stays as it is.
 */
export async function applyUsability(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, usability }: Usability,
): Promise<void> {
  if (usability === undefined) return;
  const { kind, ownerName: owner, name } = repository;
  if (!KIND_RULES[kind].hasUsability) throw refused(`a ${kind} has no usability`);
  const inside = { ...ctx, db: trx };
  const address: Address = { kind, owner, name };
  const { mode, admitted } = usability;
  if (mode === "off" && admitted.length > 0) {
    throw refused("there is nothing to admit anybody to while nobody has to apply");
  }
  await setGate(inside, address, { mode });
  for (const account of new Set(admitted)) await grantAccess(inside, { ...address, account });
}

function refused(message: string) {
  return problem("validation-failed", {
    detail: `usability: ${message}`,
    issues: [{ pointer: "/usability", message }],
  });
}
