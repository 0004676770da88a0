import { requireOnboarded } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { readSetting } from "../platform/settings/index.ts";

/**
 * ACC-4, as far as the operator wants it here: hub clients write in discussions with nothing but a
 * token, and know no page where one would confirm an address.
 * @throws {Problem} `not-onboarded`.
 */
export async function requireKnownSpeaker(ctx: RequestContext): Promise<void> {
  if (await readSetting(ctx, "community.onboarding")) await requireOnboarded(ctx);
}
