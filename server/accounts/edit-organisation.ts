import type { Profile } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { withTransaction } from "../platform/database/index.ts";
import { emit } from "../platform/events/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { namespaceEdited } from "./events.ts";
import { presentProfile } from "./get-profile.ts";
import { canEditProfile } from "./policy.ts";
import { requireOrganisation } from "./require-organisation.ts";
import { updateOrganisation } from "./store/organisations.ts";

/** Edits the page of an organisation. @throws {Problem} `not-found`, `forbidden` */
export async function editOrganisation(
  ctx: RequestContext,
  owner: string,
  edit: { nickname?: string | undefined; bio?: string | undefined },
): Promise<Profile> {
  const organisation = await requireOrganisation(ctx, owner);
  if (!canEditProfile(ctx.viewer, organisation.id)) {
    throw problem("forbidden", { detail: "Only owners and maintainers edit an organisation" });
  }
  await refuseSensitiveWords(ctx, edit);
  return withTransaction(ctx.db, async (trx) => {
    await updateOrganisation(trx, organisation.id, { ...edit, now: ctx.now() });
    if (edit.nickname !== undefined) {
      await emit(trx, namespaceEdited, { namespaceId: organisation.id });
    }
    return presentProfile(trx, ctx.viewer, organisation.id);
  });
}
