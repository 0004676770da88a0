import type { z } from "zod";
import type { CreatedAccessKey, NewAccessKey } from "#contract/accounts/credentials.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { newPublicId } from "../platform/ids.ts";
import { requireAccount } from "./require-account.ts";
import { hashSecret, newAccessKeyName, newSecretKey } from "./secrets.ts";
import { insertAccessKey } from "./store/access-keys.ts";

/** Creates a key pair for a machine. Only the hash of its secret half is kept. */
export async function createAccessKey(
  ctx: RequestContext,
  { name, scope }: z.output<typeof NewAccessKey>,
): Promise<z.output<typeof CreatedAccessKey>> {
  const { accountId } = requireAccount(ctx);
  const now = ctx.now();
  const publicId = newPublicId(now);
  const accessKey = newAccessKeyName();
  const secretKey = newSecretKey();
  await withTransaction(ctx.db, async (trx) => {
    await insertAccessKey(trx, {
      publicId,
      accessKey,
      secretHash: hashSecret(secretKey),
      accountId,
      name,
      scope,
      createdAt: now,
    });
    await recordAudit(trx, ctx, {
      action: "accounts.access-key-created",
      subject: accessKey,
      details: { name, scope },
    });
  });
  const createdAt = now.toISOString();
  return { id: publicId, name, accessKey, scope, createdAt, lastUsedAt: null, secretKey };
}
