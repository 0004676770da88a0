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
