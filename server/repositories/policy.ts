import { type Expression, type SqlBool, sql } from "kysely";
import { type Right, RIGHTS } from "#contract/endpoint.ts";
import type { Role } from "#contract/accounts/account.ts";
import type { SignedIn, Viewer } from "../accounts/index.ts";
import type { RightLevel } from "./repository.ts";

/** One line of the table that answers who may see, read, write and manage a repository. */
export type Grant = {
  /** An account or an organisation; null: everyone. */
  namespaceId: number | null;
  level: Exclude<RightLevel, 0>;
  /** Null or absent: without end. */
  validUntil?: Date | null;
};

/** Which domain word gave a grant; each replaces only its own. */
export type GrantSource = "owner" | "visibility" | "share" | "subscription" | "gate";

const MANAGE = 4;
const READ = 2;

/** The most that a member in this role may do with what the organisation has a right on. */
const ROLE_LEVELS: Record<Role, RightLevel> = { owner: MANAGE, maintainer: MANAGE, member: 3 };

export function levelOf(right: Right): RightLevel {
  return (RIGHTS.indexOf(right) + 1) as RightLevel;
}

/**
 * What a viewer may do with one repository. `visibleRepositories` is the same in SQL; a test
 * compares the two over the whole matrix.
 * @param subject.grants all grants on it, or those of the viewer's namespaces and of everyone.
 */
export function rightLevel(
  viewer: Viewer,
  subject: { repositoryId: number; grants: readonly Grant[]; now: Date },
): RightLevel {
  const valid = subject.grants.filter(
    ({ validUntil = null }) => validUntil === null || validUntil > subject.now,
  );
  // What is open to everyone is open to every credential; it narrows what the account adds.
  const open = valid.filter(({ namespaceId }) => namespaceId === null).map(({ level }) => level);
  const own = isAdministrator(viewer) ? [MANAGE] : valid.map((grant) => levelBy(viewer, grant));
  const limited = Math.min(Math.max(0, ...own), credentialLimit(viewer, subject.repositoryId));
  return Math.max(limited, ...open) as RightLevel;
}

/** The moment from which a viewer who reads may no longer, as the grants are now; null: none. */
export function readingEnd(
  viewer: Viewer,
  { grants, now }: { grants: readonly Grant[]; now: Date },
): Date | null {
  if (isAdministrator(viewer)) return null;
  const ends = grants
    .filter((grant) => levelBy(viewer, grant) >= READ)
    .map(({ validUntil = null }) => validUntil);
  if (ends.includes(null)) return null;
  const endsMs = ends.flatMap((end) => (end !== null && end > now ? end.getTime() : []));
  return endsMs.length === 0 ? null : new Date(Math.max(...endsMs));
}

/**
 * The SQL twin of `rightLevel`, for a column that holds a repository's id:
 * `where((eb) => visibleRepositories(viewer, 2)(eb.ref("assets.id")))`.
 */
export function visibleRepositories(
  viewer: Viewer,
  minimumLevel: RightLevel,
  now: Date = new Date(),
): (repositoryId: Expression<number>) => Expression<SqlBool> {
  if (minimumLevel === 0) return () => sql<SqlBool>`true`;
  const withinCredential = credentialPredicate(viewer, minimumLevel);
  const namespaceIds = actingNamespaces(viewer, minimumLevel);
  const granted = (repositoryId: Expression<number>) => sql<SqlBool>`exists (
    select from repository_grants as held
    where held.repository_id = ${repositoryId}
      and held.right_level >= ${minimumLevel}
      and (held.namespace_id is null or (${withinCredential(repositoryId)}
        and held.namespace_id = any(${namespaceIds}::bigint[])))
      and (held.valid_until is null or held.valid_until > ${now})
  )`;
  if (!isAdministrator(viewer)) return granted;
  return (repositoryId) =>
    sql<SqlBool>`(${withinCredential(repositoryId)} or ${granted(repositoryId)})`;
}

/** The namespaces for which a viewer's role reaches the level: all that a grant can come through. */
export function actingNamespaces(viewer: Viewer, minimumLevel: RightLevel = 1): number[] {
  if (viewer.kind === "anonymous") return [];
  return [...viewer.roles]
    .filter(([, role]) => ROLE_LEVELS[role] >= minimumLevel)
    .map(([namespaceId]) => namespaceId);
}

function levelBy(viewer: Viewer, { namespaceId, level }: Grant): number {
  if (namespaceId === null) return level;
  const role = viewer.kind === "account" ? viewer.roles.get(namespaceId) : undefined;
  return role === undefined ? 0 : Math.min(level, ROLE_LEVELS[role]);
}

/** A token only narrows: `read` to reading, a fine-grained one to its own repositories. */
function credentialLimit(viewer: Viewer, repositoryId: number): number {
  if (viewer.kind === "anonymous") return MANAGE;
  const { credential } = viewer;
  switch (credential.kind) {
    case "session":
    case "system":
      return MANAGE;
    case "token":
      return credential.scope === "write" ? MANAGE : READ;
    case "fine-grained-token":
      return credential.repositories.get(repositoryId) ?? 0;
  }
}

/**
 * Whether the credential reaches as far as writing to the repository, whatever its account may do
 * there: who may only read it still writes under their own name beside it.
 */
export function isWritingCredential(viewer: Viewer, repositoryId: number): boolean {
  return viewer.kind === "account" && credentialLimit(viewer, repositoryId) >= levelOf("write");
}

function credentialPredicate(viewer: Viewer, minimumLevel: RightLevel) {
  if (viewer.kind === "anonymous" || minimumLevel === 0) return () => sql<SqlBool>`true`;
  const { credential } = viewer;
  if (credential.kind === "fine-grained-token") {
    const ids = [...credential.repositories]
      .filter(([, level]) => level >= minimumLevel)
      .map(([repositoryId]) => repositoryId);
    return (repositoryId: Expression<number>) =>
      sql<SqlBool>`${repositoryId} = any(${ids}::bigint[])`;
  }
  const isEnough = credentialLimit(viewer, 0) >= minimumLevel;
  return () => (isEnough ? sql<SqlBool>`true` : sql<SqlBool>`false`);
}

function isAdministrator(viewer: Viewer): viewer is SignedIn {
  return viewer.kind === "account" && viewer.isAdmin;
}
