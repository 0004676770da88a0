import { requireMailedNotices, requireOnboarded, type SignedIn } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { type CommentsPlace, requireActor } from "./find-comments-place.ts";

/**
 * COM-1: who may say something: with a confirmed name and address (ACC-4), and reached by answers
 * (ACC-5).
 * @throws {Problem} `not-signed-in`, `token-scope-too-small`, `not-onboarded`, `notices-off`.
 */
export async function requireSpeaker(ctx: RequestContext, place: CommentsPlace): Promise<SignedIn> {
  const viewer = requireActor(ctx, place);
  await requireOnboarded(ctx);
  await requireMailedNotices(ctx);
  return viewer;
}
