import type { Account } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../platform/database/index.ts";
import { getOwnAccount } from "./get-own-account.ts";
import { verifyPassword } from "./passwords.ts";
import { type Device, startSession } from "./start-session.ts";
import { findPasswordByLogin, type PasswordRecord } from "./store/accounts.ts";
import { trySecret } from "./try-secret.ts";

/**
 * Starts a browser session. An unknown login costs the same time and gives the same answer as a
 * wrong password.
 * @throws {Problem} `credentials-wrong`, `account-suspended` (only to who knows the password),
 * `rate-limited`
 */
export async function signIn(
  ctx: RequestContext,
  input: { login: string; password: string },
  device: Device,
): Promise<{ account: Account; sessionSecret: string }> {
  const accountId = await findByPassword(ctx, input);
  return withTransaction(ctx.db, (trx) => enter(ctx, trx, { accountId, device, by: "password" }));
}

type Entrance = { accountId: number; device: Device; by: "password" | "provider" };

/** Lets an account in that has proved to be who it is. */
export async function enter(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { accountId, device, by }: Entrance,
): Promise<{ account: Account; sessionSecret: string }> {
  const account = await getOwnAccount(trx, accountId);
  const sessionSecret = await startSession(ctx, trx, { accountId, device });
  await recordAudit(trx, ctx, {
    action: "accounts.signed-in",
    subject: account.name,
    details: { by },
    accountId,
  });
  return { account, sessionSecret };
}

/**
 * The active account of a login and its password.
 * @throws {Problem} `credentials-wrong`, `account-suspended`, `rate-limited`
 */
export async function findByPassword(
  ctx: RequestContext,
  input: { login: string; password: string },
): Promise<number> {
  const found = await findPasswordByLogin(ctx.db, input.login);
  const known = found === undefined || found.state === "deleted" ? undefined : found;
  const isRight = await trySecret(ctx, {
    subject: known === undefined ? `login ${input.login.toLowerCase()}` : `account ${known.id}`,
    verify: () => verifyPassword(known?.passwordHash, input.password),
  });
  if (!isRight || known === undefined) {
    await recordFailure(ctx, known);
    throw problem("credentials-wrong");
  }
  if (known.state !== "active") {
    await recordFailure(ctx, known);
    throw problem("account-suspended", { hint: "Ask an administrator" });
  }
  return known.id;
}

/** What was typed as an unknown login may be a password: it is not written down. */
async function recordFailure(ctx: RequestContext, known: PasswordRecord | undefined) {
  await recordAudit(ctx.db, ctx, {
    action: "accounts.sign-in-failed",
    subject: known === undefined ? "unknown login" : `account ${known.id}`,
    details: known === undefined ? {} : { state: known.state },
    ...(known === undefined ? {} : { accountId: known.id }),
  });
}
