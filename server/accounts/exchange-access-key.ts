import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { newPublicId } from "../platform/ids.ts";
import { EXCHANGED_TOKEN_MS } from "./rules.ts";
import { hashSecret, hintOf, isAccessKeyForm, matchesHash, newTokenSecret } from "./secrets.ts";
import { findAccessKey } from "./store/access-keys.ts";
import { insertToken } from "./store/tokens.ts";
import { trySecret } from "./try-secret.ts";

/**
 * Exchanges a key pair for a token of one hour with the pair's scope.
 * @throws {Problem} `credentials-wrong`, `account-suspended`, `rate-limited`
 */
export async function exchangeAccessKey(
  ctx: RequestContext,
  { accessKey, secretKey }: { accessKey: string; secretKey: string },
): Promise<{ token: string; expiresAt: string }> {
  const found = isAccessKeyForm(accessKey) ? await findAccessKey(ctx.db, accessKey) : undefined;
  const isRight = await trySecret(ctx, {
    subject: `access key ${accessKey}`,
    verify: async () => found !== undefined && matchesHash(secretKey, found.secret_hash),
  });
  if (!isRight || found === undefined || found.state === "deleted") {
    const accountId = found === undefined ? {} : { accountId: found.account_id };
    await recordAudit(ctx.db, ctx, {
      action: "accounts.key-exchange-failed",
      subject: found === undefined ? "unknown access key" : accessKey,
      ...accountId,
    });
    throw problem("credentials-wrong", { detail: "Access key or secret key is wrong" });
  }
  if (found.state !== "active") throw problem("account-suspended");
  const token = newTokenSecret();
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + EXCHANGED_TOKEN_MS);
  await insertToken(ctx.db, {
    publicId: newPublicId(now),
    secretHash: hashSecret(token),
    accountId: found.account_id,
    name: found.name,
    hint: hintOf(token),
    scope: found.scope === "write" ? "write" : "read",
    accessKeyId: found.id,
    createdAt: now,
    expiresAt,
  });
  return { token, expiresAt: expiresAt.toISOString() };
}
