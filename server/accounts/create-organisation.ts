import type { Profile } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { newPublicId } from "../platform/ids.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { presentProfile } from "./get-profile.ts";
import { requireAccount } from "./require-account.ts";
import { isReservedName } from "./reserved-names.ts";
import { insertNamespace } from "./store/namespaces.ts";
import { insertOrganisation, upsertMember } from "./store/organisations.ts";

/**
 * Creates an organisation, whose first owner is the creator.
 * @throws {Problem} `name-reserved`, `name-taken`
 */
export async function createOrganisation(
  ctx: RequestContext,
  { name, nickname }: { name: string; nickname: string },
): Promise<Profile> {
  const creator = requireAccount(ctx);
  if (isReservedName(name)) throw problem("name-reserved", { detail: `${name} is reserved` });
  await refuseSensitiveWords(ctx, { name, nickname });
  return withTransaction(ctx.db, async (trx) => {
    const now = ctx.now();
    const id = await insertNamespace(trx, { name, kind: "organisation", createdAt: now });
    if (id === undefined) throw problem("name-taken", { detail: `The name ${name} is taken` });
    await insertOrganisation(trx, { id, publicId: newPublicId(now), nickname, createdAt: now });
    const owner = { organisationId: id, accountId: creator.accountId, role: "owner" } as const;
    await upsertMember(trx, owner);
    await recordAudit(trx, ctx, { action: "accounts.organisation-created", subject: name });
    const viewer = { ...creator, roles: new Map([...creator.roles, [id, "owner"] as const]) };
    return presentProfile(trx, viewer, id);
  });
}
