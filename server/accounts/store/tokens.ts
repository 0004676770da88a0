import type { TokenScope } from "#contract/accounts/credentials.ts";
import type { Database } from "../../platform/database/index.ts";

export type TokenRecord = {
  publicId: string;
  secretHash: Buffer;
  accountId: number;
  name: string;
  hint: string;
  scope: "read" | "write" | "fine-grained";
  accessKeyId: number | null;
  createdAt: Date;
  expiresAt: Date | null;
};

export async function insertToken(db: Database, token: TokenRecord): Promise<number> {
  const { id } = await db
    .insertInto("access_tokens")
    .values({
      public_id: token.publicId,
      secret_hash: token.secretHash,
      account_id: token.accountId,
      name: token.name,
      hint: token.hint,
      scope: token.scope,
      access_key_id: token.accessKeyId,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** What a fine-grained token reaches: right levels (2 read, 3 write) by repository. */
export async function insertTokenRepositories(
  db: Database,
  tokenId: number,
  levels: ReadonlyMap<number, number>,
): Promise<void> {
  if (levels.size === 0) return;
  await db
    .insertInto("access_token_repositories")
    .values(
      [...levels].map(([repositoryId, level]) => ({
        token_id: tokenId,
        repository_id: repositoryId,
        right_level: level,
      })),
    )
    .execute();
}

/** An account's own tokens, newest first; those of key pairs are not among them. */
export function listTokens(
  db: Database,
  page: { accountId: number; before: number | null; limit: number },
) {
  return db
    .selectFrom("access_tokens")
    .select(["id", "public_id", "name", "scope", "hint"])
    .select(["created_at", "last_used_at", "expires_at"])
    .where("account_id", "=", page.accountId)
    .where("access_key_id", "is", null)
    .$if(page.before !== null, (query) => query.where("id", "<", page.before))
    .orderBy("id", "desc")
    .limit(page.limit)
    .execute();
}
export type TokenRow = Awaited<ReturnType<typeof listTokens>>[number];

/** What a client shows of the token it signed in with. */
export async function findToken(db: Database, id: number) {
  const row = await db
    .selectFrom("access_tokens")
    .select(["name", "scope", "created_at"])
    .where("id", "=", id)
    .executeTakeFirst();
  return (
    row && {
      name: row.name,
      scope: row.scope as TokenScope,
      createdAt: row.created_at.toISOString(),
    }
  );
}

/** Where fine-grained tokens reach, by the repositories' present addresses. */
export function listTokenRepositories(db: Database, tokenIds: readonly number[]) {
  if (tokenIds.length === 0) return [];
  return db
    .selectFrom("access_token_repositories as t")
    .innerJoin("repositories as r", "r.id", "t.repository_id")
    .innerJoin("namespaces as n", "n.id", "r.namespace_id")
    .select(["t.token_id", "t.right_level", "r.kind", "n.name as owner", "r.name"])
    .where("t.token_id", "in", tokenIds)
    .orderBy("t.repository_id")
    .execute();
}
export type TokenRepositoryRow = Awaited<ReturnType<typeof listTokenRepositories>>[number];

/** The name of the token that was removed; undefined when the account has no such token. */
export async function removeToken(
  db: Database,
  token: { accountId: number; publicId: string },
): Promise<string | undefined> {
  const row = await db
    .deleteFrom("access_tokens")
    .where("public_id", "=", token.publicId)
    .where("account_id", "=", token.accountId)
    .where("access_key_id", "is", null)
    .returning("name")
    .executeTakeFirst();
  return row?.name;
}

/** Removes what key pairs were exchanged for; a person's own expired tokens stay in their list. */
export async function removeExpiredTokens(db: Database, now: Date): Promise<void> {
  await db
    .deleteFrom("access_tokens")
    .where("expires_at", "<=", now)
    .where("access_key_id", "is not", null)
    .execute();
}
