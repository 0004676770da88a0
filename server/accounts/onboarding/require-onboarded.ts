import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { requireAccount } from "../require-account.ts";
import { presentOnboarding } from "./get-onboarding.ts";
import { readOnboarding } from "./store.ts";

/**
 * ACC-4: lets on whoever has confirmed nickname and e-mail address and accepted the agreements.
 * @throws {Problem} `not-signed-in`; `not-onboarded`, with the page where that is done.
 */
export async function requireOnboarded(
  ctx: Pick<RequestContext, "baseUrl" | "db" | "viewer">,
): Promise<void> {
  const { accountId } = requireAccount(ctx);
  if (presentOnboarding(await readOnboarding(ctx.db, accountId)).isOnboarded) return;
  throw problem("not-onboarded", {
    detail: "Confirm your nickname and e-mail address first",
    hint: `Do that at ${ctx.baseUrl}/settings/onboarding`,
  });
}
