import type { Account } from "#contract/accounts/account.ts";
import type { RequestContext } from "../context.ts";
import { getOwnAccount } from "./get-own-account.ts";

/** Who am I: the signed-in account, or null. */
export async function getSession(ctx: RequestContext): Promise<{ account: Account | null }> {
  if (ctx.viewer.kind === "anonymous") return { account: null };
  return { account: await getOwnAccount(ctx.db, ctx.viewer.accountId) };
}
