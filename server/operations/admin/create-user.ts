import { SignUp } from "#contract/accounts/account.ts";
import { createAccount, verifyEmail } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { administering } from "./acting-as.ts";
import { parseOptions } from "./parse-options.ts";

export type NewUser = {
  name: string;
  email: string;
  password: string;
  nickname?: string | undefined;
  isAdmin: boolean;
  isVerified: boolean;
};

/**
 * Creates an account for the operator, whether sign-up is open or closed.
 * @throws {Problem} `validation-failed`, `name-reserved`, `name-taken`, `email-taken`
 */
export async function createUser(
  ctx: RequestContext,
  { isAdmin, isVerified, ...options }: NewUser,
): Promise<{ id: string; name: string; isAdmin: boolean }> {
  const input = parseOptions(SignUp, options);
  const account = await createAccount(ctx, { ...input, isAdmin });
  if (isVerified) await verifyEmail(await administering(ctx, account.name), account.name);
  return { id: account.publicId, name: account.name, isAdmin: account.isAdmin };
}
