import { type ExpressionBuilder, sql } from "kysely";
import type { Role } from "#contract/accounts/account.ts";
import { type Database, prepared } from "../../platform/database/index.ts";
import type { Tables } from "../../platform/database/tables.ts";
import type { Identity } from "../viewer.ts";

/** An account with what its viewer is made of. */
export type FoundIdentity = Identity & { state: string };

export type SessionViewer = FoundIdentity & { sessionId: number; lastSeenAt: Date };

export type TokenViewer = FoundIdentity & {
  tokenId: number;
  accessKeyId: number | null;
  scope: "read" | "write" | "fine-grained";
  repositories: ReadonlyMap<number, number>;
  lastUsedAt: Date | null;
};

type Proof = { secretHash: Buffer; now: Date };

const selectBySession = prepared((db, proof: Proof) =>
  db
    .selectFrom("sessions as s")
    .innerJoin("accounts as a", "a.id", "s.account_id")
    .innerJoin("namespaces as n", "n.id", "a.id")
    .select(["a.id", "a.public_id", "n.name", "a.is_admin", "a.state", rolesOfAccount])
    .select(["s.id as session_id", "s.last_seen_at"])
    .where("s.secret_hash", "=", proof.secretHash)
    .where("s.expires_at", ">", proof.now),
);

/** The one query of a request with a cookie. Undefined when the session is unknown or over. */
export async function findViewerBySession(
  db: Database,
  proof: Proof,
): Promise<SessionViewer | undefined> {
  const [row] = await selectBySession(db, proof);
  return row && { ...toIdentity(row), sessionId: row.session_id, lastSeenAt: row.last_seen_at };
}

const selectByToken = prepared((db, proof: Proof) =>
  db
    .selectFrom("access_tokens as t")
    .innerJoin("accounts as a", "a.id", "t.account_id")
    .innerJoin("namespaces as n", "n.id", "a.id")
    .select(["a.id", "a.public_id", "n.name", "a.is_admin", "a.state", rolesOfAccount])
    .select(["t.id as token_id", "t.access_key_id", "t.scope", "t.last_used_at"])
    .select(
      // Only such a token has any: the others need not look.
      sql<Record<string, number> | null>`case when t.scope = 'fine-grained' then (
        select json_object_agg(r.repository_id, r.right_level)
        from access_token_repositories as r where r.token_id = t.id) end`.as("repositories"),
    )
    .where("t.secret_hash", "=", proof.secretHash)
    .where((where) =>
      where.or([where("t.expires_at", "is", null), where("t.expires_at", ">", proof.now)]),
    ),
);

/** The one query of a request with a token. Undefined when the token is unknown or expired. */
export async function findViewerByToken(
  db: Database,
  proof: Proof,
): Promise<TokenViewer | undefined> {
  const [row] = await selectByToken(db, proof);
  if (row === undefined) return undefined;
  return {
    ...toIdentity(row),
    tokenId: row.token_id,
    accessKeyId: row.access_key_id,
    scope: row.scope as TokenViewer["scope"],
    repositories: toMap(row.repositories),
    lastUsedAt: row.last_used_at,
  };
}

/** An account by id with its roles, for whoever acts for it without a credential. */
export async function findIdentity(db: Database, id: number): Promise<FoundIdentity | undefined> {
  const row = await db
    .selectFrom("accounts as a")
    .innerJoin("namespaces as n", "n.id", "a.id")
    .select(["a.id", "a.public_id", "n.name", "a.is_admin", "a.state", rolesOfAccount])
    .where("a.id", "=", id)
    .executeTakeFirst();
  return row && toIdentity(row);
}

function rolesOfAccount(account: ExpressionBuilder<Tables & { a: Tables["accounts"] }, "a">) {
  return account
    .selectFrom("organisation_members as m")
    .select(
      sql<Record<string, Role> | null>`json_object_agg(m.organisation_id, m.role)`.as("of_account"),
    )
    .whereRef("m.account_id", "=", "a.id")
    .as("roles");
}

type IdentityRow = {
  id: number;
  public_id: string;
  name: string;
  is_admin: boolean;
  state: string;
  roles: Record<string, Role> | null;
};

function toIdentity(row: IdentityRow): FoundIdentity {
  return {
    accountId: row.id,
    publicId: row.public_id,
    name: row.name,
    isAdmin: row.is_admin,
    state: row.state,
    roles: toMap(row.roles),
  };
}

function toMap<Value>(byId: Record<string, Value> | null): Map<number, Value> {
  return new Map(Object.entries(byId ?? {}).map(([id, value]) => [Number(id), value]));
}
