import type { Account, SignUp } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { type DatabaseTransaction, withTransaction } from "../platform/database/index.ts";
import { takePoints } from "../platform/rate-limit/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { addAccount } from "./create-account.ts";
import { isReachable } from "./ensure-setup-code.ts";
import { getOwnAccount } from "./get-own-account.ts";
import { signUpLimits } from "./limits.ts";
import { hashPassword } from "./passwords.ts";
import { hashSecret, matchesHash } from "./secrets.ts";
import { type Device, startSession } from "./start-session.ts";
import { isFounding } from "./store/accounts.ts";
import { findSetupCode } from "./store/setup-code.ts";

/**
 * Creates an account and signs in with it. The first one is the administrator; where others than
 * this machine can reach the server it must bring the setup code.
 * @throws {Problem} `name-taken`, `name-reserved`, `email-taken`, `setup-code-required`,
 * `sign-up-closed`, `rate-limited`, `sensitive-words`
 */
export async function signUp(
  ctx: RequestContext,
  input: SignUp,
  device: Device,
): Promise<{ account: Account; sessionSecret: string }> {
  await takePoints(ctx.db, ctx.now(), signUpLimits(ctx.config, ctx.ipAddress));
  await refuseSensitiveWords(ctx, { name: input.name, nickname: input.nickname });
  const passwordHash = await hashPassword(input.password);
  return withTransaction(ctx.db, async (trx) => {
    const isAdmin = await isFounding(trx);
    if (isAdmin) await requireSetupCode(ctx, trx, input.setupCode);
    else if (!ctx.config.isSignUpOpen) {
      throw problem("sign-up-closed", { hint: "Ask an administrator for an account" });
    }
    const { ipAddress } = ctx;
    const added = await addAccount(trx, {
      ...input,
      passwordHash,
      isAdmin,
      now: ctx.now(),
      ipAddress,
    });
    const sessionSecret = await startSession(ctx, trx, { accountId: added.accountId, device });
    return { account: await getOwnAccount(trx, added.accountId), sessionSecret };
  });
}

async function requireSetupCode(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  given: string | undefined,
): Promise<void> {
  if (!isReachable(ctx.config)) return;
  const code = await findSetupCode(trx);
  const matches = given !== undefined && code !== undefined;
  if (matches && matchesHash(canonical(given), hashSecret(canonical(code)))) return;
  throw problem("setup-code-required", {
    hint: "The server prints the code when it starts",
  });
}

/** People type it off a screen: case and hyphens do not matter. */
function canonical(code: string): string {
  return code.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}
