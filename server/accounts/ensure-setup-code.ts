import type { Config } from "../config.ts";
import type { Context } from "../context.ts";
import { isLoopback } from "../platform/http/index.ts";
import { newSetupCode } from "./secrets.ts";
import { hasAccounts } from "./store/accounts.ts";
import { keepSetupCode } from "./store/setup-code.ts";

/**
 * The one-time code that the first sign-up must bring, for start to print; null where none is
 * asked: an account exists, or only this machine can reach the server.
 */
export async function ensureSetupCode(ctx: Pick<Context, "config" | "db">): Promise<string | null> {
  if (!(await isSetupCodeNeeded(ctx))) return null;
  return keepSetupCode(ctx.db, newSetupCode());
}

/** Must the next sign-up bring the setup code? */
export async function isSetupCodeNeeded(ctx: Pick<Context, "config" | "db">): Promise<boolean> {
  return isReachable(ctx.config) && !(await hasAccounts(ctx.db));
}

/** Can others than this machine reach the server, itself or through a proxy in front of it? */
export function isReachable({ host, url, trustProxy }: Config): boolean {
  if (!isLoopback(host) || trustProxy > 0) return true;
  return url !== null && !isLoopback(new URL(url).hostname);
}
