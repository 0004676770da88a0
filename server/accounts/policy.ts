import type { Role } from "#contract/accounts/account.ts";
import type { Viewer } from "./viewer.ts";

/** The role in which a viewer acts for a namespace; an account is owner of its own. */
export function roleIn(viewer: Viewer, namespaceId: number): Role | undefined {
  return viewer.kind === "account" ? viewer.roles.get(namespaceId) : undefined;
}

/** May the viewer's credential change anything beyond single repositories? */
export function canWrite(viewer: Viewer): boolean {
  if (viewer.kind === "anonymous") return false;
  switch (viewer.credential.kind) {
    case "session":
    case "system":
      return true;
    case "token":
      return viewer.credential.scope === "write";
    case "fine-grained-token":
      return false;
  }
}

/** May the viewer create assets in the namespace? Owners and maintainers may. */
export function canCreateIn(viewer: Viewer, namespaceId: number): boolean {
  const role = roleIn(viewer, namespaceId);
  return canWrite(viewer) && (role === "owner" || role === "maintainer");
}

/** May the viewer edit the public page of a person or organisation? */
export function canEditProfile(viewer: Viewer, namespaceId: number): boolean {
  const role = roleIn(viewer, namespaceId);
  return canWrite(viewer) && (role === "owner" || role === "maintainer");
}

/** May the viewer add and remove members and change roles? Owners and administrators may. */
export function canManageMembers(viewer: Viewer, organisationId: number): boolean {
  return canWrite(viewer) && (roleIn(viewer, organisationId) === "owner" || isAdmin(viewer));
}

/** Everybody may leave; taking out others is managing. */
export function canRemoveMember(
  viewer: Viewer,
  member: { organisationId: number; accountId: number },
): boolean {
  if (viewer.kind === "anonymous") return false;
  if (member.accountId === viewer.accountId) return canWrite(viewer);
  return canManageMembers(viewer, member.organisationId);
}

function isAdmin(viewer: Viewer): boolean {
  return viewer.kind === "account" && viewer.isAdmin;
}
