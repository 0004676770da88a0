import type { Role } from "#contract/accounts/account.ts";

/** Who asks. Every list and every policy takes one. */
export type Viewer = Anonymous | SignedIn;

export type Anonymous = { kind: "anonymous" };

export type SignedIn = {
  kind: "account";
  /** Also the id of the account's own namespace. */
  accountId: number;
  publicId: string;
  name: string;
  isAdmin: boolean;
  /** Namespaces one acts for: one's own (as owner) and those of one's organisations. */
  roles: ReadonlyMap<number, Role>;
  credential: Credential;
};

/** What the viewer proved their identity with; it can only narrow what the account may do. */
export type Credential =
  | { kind: "session"; sessionId: number }
  | { kind: "token"; tokenId: number; scope: "read" | "write" }
  | {
      kind: "fine-grained-token";
      tokenId: number;
      /** Right level by repository id: 2 read, 3 write. */
      repositories: ReadonlyMap<number, number>;
    }
  /** The operator at the command line, or the server itself. */
  | { kind: "system" };

export const ANONYMOUS: Anonymous = { kind: "anonymous" };

/** What must be known of an account to act for it. */
export type Identity = {
  accountId: number;
  publicId: string;
  name: string;
  isAdmin: boolean;
  /** Roles in organisations, by namespace id; absent: none. */
  roles?: ReadonlyMap<number, Role>;
};

/** The viewer that an identity and its proof make. */
export function signedIn(identity: Identity, credential: Credential): SignedIn {
  const { accountId, publicId, name, isAdmin } = identity;
  const roles = new Map<number, Role>(identity.roles);
  roles.set(accountId, "owner");
  return { kind: "account", accountId, publicId, name, isAdmin, roles, credential };
}

/** The operator at the command line, or a job of the server, acting for an account. */
export function systemViewer(identity: Identity): SignedIn {
  return signedIn(identity, { kind: "system" });
}

/** Who asks, as far as one can tell: an account, or else the address a request came from. */
export function callerOf({ viewer, ipAddress }: { viewer: Viewer; ipAddress: string }): string {
  return viewer.kind === "account" ? callerOfAccount(viewer.accountId) : ipAddress;
}

/** Who calls while signed in to an account. */
export function callerOfAccount(accountId: number): string {
  return `account ${accountId}`;
}
