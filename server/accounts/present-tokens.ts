import type { Token, TokenRepository } from "#contract/accounts/credentials.ts";
import type { Database } from "../platform/database/index.ts";
import { listTokenRepositories, type TokenRepositoryRow, type TokenRow } from "./store/tokens.ts";

const WRITE_LEVEL = 3;

/** Tokens as their owner sees them: without the secret, with the repositories they reach. */
export async function presentTokens(db: Database, rows: readonly TokenRow[]): Promise<Token[]> {
  const fineGrained = rows.filter((row) => row.scope === "fine-grained").map((row) => row.id);
  const repositories = await listTokenRepositories(db, fineGrained);
  return rows.map((row) =>
    toToken(row, repositories.filter(({ token_id }) => token_id === row.id).map(toTokenRepository)),
  );
}

function toToken(row: TokenRow, repositories: TokenRepository[]): Token {
  return {
    id: row.public_id,
    name: row.name,
    scope: row.scope as Token["scope"],
    hint: row.hint,
    repositories,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
  };
}

function toTokenRepository(row: TokenRepositoryRow): TokenRepository {
  const kind = row.kind as TokenRepository["kind"];
  const right = row.right_level >= WRITE_LEVEL ? "write" : "read";
  return { kind, owner: row.owner, name: row.name, right };
}
