import { z } from "zod";
import { Password } from "#contract/accounts/account.ts";
import { resetPassword } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { administering } from "./acting-as.ts";
import { parseOptions } from "./parse-options.ts";

/**
 * Gives an account a new password and ends its sessions.
 * @throws {Problem} `validation-failed`, `not-found`, `account-suspended`
 */
export async function setUserPassword(
  ctx: RequestContext,
  options: { account: string; password: string },
): Promise<{ account: string }> {
  const { password } = parseOptions(z.object({ password: Password }), options);
  const { account } = options;
  const acting = await administering(ctx, account);
  await resetPassword(acting, { account, newPassword: password });
  return { account };
}
