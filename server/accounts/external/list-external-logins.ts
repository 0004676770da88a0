import type { ExternalLogin } from "#contract/accounts/external-login.ts";
import type { RequestContext } from "../../context.ts";
import { requireAccount } from "../require-account.ts";
import { listLogins } from "./store/logins.ts";

/** ACC-1: who signs in as oneself by a provider, also by one that is configured no more. */
export async function listExternalLogins(ctx: RequestContext): Promise<{ items: ExternalLogin[] }> {
  const { oidc } = ctx.config;
  const rows = await listLogins(ctx.db, requireAccount(ctx).accountId);
  return {
    items: rows.map((row) => ({
      id: row.public_id,
      provider: isSameIssuer(oidc?.issuer, row.issuer)
        ? (oidc?.name ?? "")
        : new URL(row.issuer).hostname,
      email: row.email,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at.toISOString(),
    })),
  };
}

/** An issuer may be configured with or without the slash at its end. */
function isSameIssuer(configured: string | undefined, issuer: string): boolean {
  return configured?.replace(/\/$/u, "") === issuer.replace(/\/$/u, "");
}
