import type { Profile } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
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
  await updateOrganisation(ctx.db, organisation.id, { ...edit, now: ctx.now() });
  return presentProfile(ctx.db, ctx.viewer, organisation.id);
}
