import type { Account } from "#contract/accounts/account.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { enter, findByPassword } from "../sign-in.ts";
import type { Device } from "../start-session.ts";
import { addLogin } from "./add-login.ts";
import { takeOwnArrival } from "./create-external-account.ts";
import { requireArrival } from "./get-arrival.ts";

/**
 * ACC-1: links whom the provider has vouched for with an account that its password opens, and lets
 * them in.
 * @throws {Problem} `external-sign-in-failed`, `credentials-wrong`, `account-suspended`,
 *   `external-login-taken`, `external-logins-full`, `rate-limited`
 */
export async function linkExternalAccount(
  ctx: RequestContext,
  input: { login: string; password: string },
  { secret, device }: { secret: string | undefined; device: Device },
): Promise<{ account: Account; sessionSecret: string }> {
  await requireArrival(ctx, secret);
  const accountId = await findByPassword(ctx, input);
  return withTransaction(ctx.db, async (trx) => {
    const arrival = await takeOwnArrival(ctx, trx, secret);
    await addLogin(ctx, trx, { accountId, arrival });
    return enter(ctx, trx, { accountId, device, by: "password" });
  });
}
