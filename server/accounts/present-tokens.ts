import type { Token, TokenRepository } from "#contract/accounts/credentials.ts";
import type { RequestContext } from "../context.ts";
import { listTokenRepositories, type TokenRow } from "./store/tokens.ts";
import type { TokenPorts } from "./token-ports.ts";

const WRITE_LEVEL = 3;

/** Tokens as their owner sees them: without the secret, with the repositories they reach. */
export async function presentTokens(
  ctx: RequestContext,
  rows: readonly TokenRow[],
  ports: Pick<TokenPorts, "describeRepositories">,
): Promise<Token[]> {
  const fineGrained = rows.filter((row) => row.scope === "fine-grained").map((row) => row.id);
  const links = await listTokenRepositories(ctx.db, fineGrained);
  const ids = [...new Set(links.map((link) => link.repository_id))];
  const addresses = ids.length === 0 ? new Map() : await ports.describeRepositories(ctx, ids);
  const repositoriesOf = (tokenId: number): TokenRepository[] =>
    links
      .filter((link) => link.token_id === tokenId)
      .flatMap((link) => {
        const address = addresses.get(link.repository_id);
        const right = link.right_level >= WRITE_LEVEL ? "write" : "read";
        return address === undefined ? [] : [{ ...address, right }];
      });
  return rows.map((row) => toToken(row, repositoriesOf(row.id)));
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
