import type { Onboarding } from "#contract/accounts/onboarding.ts";
import type { RequestContext } from "../../context.ts";
import { requireAccount } from "../require-account.ts";
import { type OnboardingRow, readOnboarding } from "./store.ts";

/** ACC-4: whether one has confirmed nickname and e-mail address. */
export async function getOnboarding(ctx: RequestContext): Promise<Onboarding> {
  const { accountId } = requireAccount(ctx);
  return presentOnboarding(await readOnboarding(ctx.db, accountId));
}

/** A new address is to be confirmed again before one goes on. */
export function presentOnboarding(row: OnboardingRow): Onboarding {
  return {
    isOnboarded: row.isOnboarded && row.isVerified && row.nickname !== "",
    nickname: row.nickname,
    email: row.email,
    emailVerified: row.isVerified,
  };
}
