import type { Account } from "#contract/accounts/account.ts";
import type { NewExternalAccount } from "#contract/accounts/external-login.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { takePoints } from "../../platform/rate-limit/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { addAccount } from "../create-account.ts";
import { signUpLimits } from "../limits.ts";
import { emailKey } from "../rules.ts";
import { hashSecret } from "../secrets.ts";
import { enter } from "../sign-in.ts";
import type { Device } from "../start-session.ts";
import { updateEmailVerified } from "../store/administration.ts";
import { addLogin } from "./add-login.ts";
import { canSignUp, requireArrival } from "./get-arrival.ts";
import { failed } from "./read-return.ts";
import { type Arrival, takeArrival } from "./store/arrivals.ts";

type Arriving = { secret: string | undefined; device: Device };

/**
 * ACC-1: creates an account without a password for whom the provider has vouched for. The address is
 * verified only where the provider has verified this very one.
 * @throws {Problem} `external-sign-in-failed`, `sign-up-closed`, `name-taken`, `name-reserved`,
 *   `email-taken`, `external-login-taken`, `rate-limited`, `sensitive-words`
 */
export async function createExternalAccount(
  ctx: RequestContext,
  input: NewExternalAccount,
  { secret, device }: Arriving,
): Promise<{ account: Account; sessionSecret: string }> {
  await requireArrival(ctx, secret);
  if (!(await canSignUp(ctx))) {
    throw problem("sign-up-closed", { hint: "Ask an administrator for an account" });
  }
  await takePoints(ctx.db, ctx.now(), signUpLimits(ctx.config, ctx.ipAddress));
  await refuseSensitiveWords(ctx, { name: input.name, nickname: input.nickname });
  return withTransaction(ctx.db, async (trx) => {
    const now = ctx.now();
    const arrival = await takeOwnArrival(ctx, trx, secret);
    const { ipAddress } = ctx;
    const person = { ...input, passwordHash: null, isAdmin: false, now, ipAddress };
    const { accountId } = await addAccount(trx, person);
    if (isVerifiedBy(arrival, input.email)) await updateEmailVerified(trx, { accountId, now });
    await addLogin(ctx, trx, { accountId, arrival });
    return enter(ctx, trx, { accountId, device, by: "provider" });
  });
}

/** @throws {Problem} `external-sign-in-failed` when it was used meanwhile. */
export async function takeOwnArrival(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  secret: string | undefined,
): Promise<Arrival> {
  const key = { secretHash: hashSecret(secret ?? ""), now: ctx.now() };
  const arrival = await takeArrival(trx, key);
  if (arrival === undefined) throw failed("The sign-in was finished already, or took too long");
  return arrival;
}

function isVerifiedBy({ email, isEmailVerified }: Arrival, given: string): boolean {
  return isEmailVerified && email !== null && emailKey(email) === emailKey(given);
}
