import { setAdministrator } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { administering } from "./acting-as.ts";

/**
 * Makes an account an administrator, or takes that away.
 * @throws {Problem} `not-found`, `account-suspended`, `last-administrator`
 */
export async function setUserAdministrator(
  ctx: RequestContext,
  { account, isAdmin }: { account: string; isAdmin: boolean },
): Promise<{ account: string; isAdmin: boolean }> {
  await setAdministrator(await administering(ctx, account), account, isAdmin);
  return { account, isAdmin };
}
