import { problem } from "#contract/problems.ts";
import type { Viewer } from "../accounts/index.ts";

/** The account that acts. Throws `not-signed-in` for an anonymous viewer. */
export function requireAccountId(viewer: Viewer): number {
  if (viewer.kind !== "account") throw problem("not-signed-in");
  return viewer.accountId;
}
