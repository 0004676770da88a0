import type { Profile } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import type { Database } from "../platform/database/index.ts";
import { canCreateIn, canEditProfile, canManageMembers } from "./policy.ts";
import { PROFILE_MEMBERS } from "./rules.ts";
import { findNamespace, toSummary } from "./store/namespaces.ts";
import { listMembersOf, listOrganisationsOf } from "./store/organisations.ts";
import { findProfile } from "./store/profiles.ts";
import type { Viewer } from "./viewer.ts";

/** The public page of a person or organisation, also by a former name. @throws {Problem} `not-found` */
export async function getProfile(ctx: RequestContext, owner: string): Promise<Profile> {
  const namespace = await findNamespace(ctx.db, owner);
  if (namespace === undefined) throw problem("not-found", { detail: `${owner} does not exist` });
  return presentProfile(ctx.db, ctx.viewer, namespace.id);
}

/** The public page as one viewer sees it. */
export async function presentProfile(
  db: Database,
  viewer: Viewer,
  namespaceId: number,
): Promise<Profile> {
  const row = await findProfile(db, namespaceId);
  if (row === undefined) throw problem("not-found");
  const isOrganisation = row.kind === "organisation";
  const members = isOrganisation
    ? await listMembersOf(db, { organisationId: row.id, after: 0, limit: PROFILE_MEMBERS })
    : await listOrganisationsOf(db, row.id, PROFILE_MEMBERS);
  return {
    ...toSummary(row),
    id: row.public_id,
    bio: row.bio,
    createdAt: row.created_at.toISOString(),
    growth: row.growth,
    members: members.map((member) => ({ ...toSummary(member), role: member.role as "owner" })),
    abilities: {
      edit: canEditProfile(viewer, row.id),
      createAsset: canCreateIn(viewer, row.id),
      manageMembers: isOrganisation && canManageMembers(viewer, row.id),
    },
  };
}
