import { NewToken } from "#contract/accounts/credentials.ts";
import { createToken } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { findRepository } from "../../repositories/index.ts";
import { actingAs } from "./acting-as.ts";
import { parseOptions } from "./parse-options.ts";

export type NewUserToken = {
  /** Name or account ID. */
  account: string;
  /** What the list of tokens calls it. */
  name: string;
  scope: "read" | "write";
  /** Absent: never. */
  expiresInDays?: number | undefined;
};

/**
 * Creates an access token for somebody; its secret is given this once.
 * @throws {Problem} `validation-failed`, `not-found`, `account-suspended`
 */
export async function createUserToken(
  ctx: RequestContext,
  { account, ...options }: NewUserToken,
): Promise<{ account: string; scope: string; expiresAt: string | null; secret: string }> {
  const input = parseOptions(NewToken, options);
  const acting = await actingAs(ctx, account);
  const { scope, expiresAt, secret } = await createToken(acting, input, { findRepository });
  return { account, scope, expiresAt, secret };
}
