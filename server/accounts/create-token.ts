import type { z } from "zod";
import type { CreatedToken, NewToken, TokenRepository } from "#contract/accounts/credentials.ts";
import { type Issue, problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { newPublicId } from "../platform/ids.ts";
import { requireAccount } from "./require-account.ts";
import { expiryOf } from "./rules.ts";
import { hashSecret, hintOf, newTokenSecret } from "./secrets.ts";
import { insertToken, insertTokenRepositories } from "./store/tokens.ts";
import type { TokenPorts } from "./token-ports.ts";

const LEVELS = { read: 2, write: 3 } as const;

/**
 * Creates an access token for the viewer's account. Only the hash of its secret is kept.
 * @throws {Problem} `validation-failed` naming each repository that the account itself cannot reach
 * with the right asked for.
 */
export async function createToken(
  ctx: RequestContext,
  input: z.output<typeof NewToken>,
  ports: TokenPorts,
): Promise<z.output<typeof CreatedToken>> {
  const { accountId } = requireAccount(ctx);
  const { name, scope, repositories } = input;
  const levels = await resolveLevels(ctx, repositories, ports);
  const secret = newTokenSecret();
  const now = ctx.now();
  const publicId = newPublicId(now);
  const expiresAt = expiryOf(now, input.expiresInDays);
  const hint = hintOf(secret);
  await withTransaction(ctx.db, async (trx) => {
    const tokenId = await insertToken(trx, {
      publicId,
      secretHash: hashSecret(secret),
      accountId,
      name,
      hint,
      scope,
      accessKeyId: null,
      createdAt: now,
      expiresAt,
    });
    await insertTokenRepositories(trx, tokenId, levels);
    await recordAudit(trx, ctx, {
      action: "accounts.token-created",
      subject: publicId,
      details: { name, scope, expiresAt: expiresAt?.toISOString() ?? null },
    });
  });
  return {
    id: publicId,
    name,
    scope,
    hint,
    repositories,
    createdAt: now.toISOString(),
    lastUsedAt: null,
    expiresAt: expiresAt?.toISOString() ?? null,
    secret,
  };
}

/** A token never grants what the account itself may not do. */
async function resolveLevels(
  ctx: RequestContext,
  repositories: readonly TokenRepository[],
  ports: TokenPorts,
): Promise<Map<number, number>> {
  const levels = new Map<number, number>();
  const issues: Issue[] = [];
  for (const [place, { kind, owner, name, right }] of repositories.entries()) {
    const found = await ports.findRepository(ctx, { kind, owner, name });
    const level = LEVELS[right];
    const pointer = `/repositories/${place}`;
    if (found === undefined || found.level < 1) {
      const message = `${owner}/${name} does not exist`;
      const params = { name: `${owner}/${name}` };
      issues.push({ pointer, message, code: "repository-unknown", params });
    } else if (found.level < level) {
      const message = `You may not ${right} ${owner}/${name} yourself`;
      const params = { name: `${owner}/${name}` };
      issues.push({ pointer, message, code: "right-missing", params });
    } else {
      const { id } = found.repository;
      levels.set(id, Math.max(level, levels.get(id) ?? 0));
    }
  }
  const [first] = issues;
  if (first === undefined) return levels;
  const detail = `${first.pointer.slice(1)}: ${first.message}`;
  throw problem("validation-failed", { detail, issues });
}
