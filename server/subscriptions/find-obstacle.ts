import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import type { SubscriptionObstacle } from "#contract/subscriptions/subscription.ts";
import { getContentFacts, getShelf, isLetThrough, isShownTo } from "../assets/index.ts";
import type { RequestContext } from "../context.ts";
import type { Database } from "../platform/database/index.ts";
import type { Repository } from "../repositories/index.ts";

/** DIS-5: why the viewer cannot subscribe to what they see; undefined: nothing is in the way. */
export async function findObstacle(
  { viewer }: Pick<RequestContext, "viewer">,
  db: Database,
  repository: Repository,
): Promise<SubscriptionObstacle | undefined> {
  if (KIND_RULES[repository.kind].limit === "none") return "not-offered";
  const { state } = await getShelf(db, repository.id);
  if (state !== "published") return "not-published";
  if (viewer.kind === "anonymous") return "signed-out";
  if (viewer.roles.has(repository.namespaceId)) return "own-asset";
  const who = { assetId: repository.id, accountId: viewer.accountId };
  // An administrator sees what is shown to nobody.
  if (!(await isShownTo(db, who))) return "not-published";
  const { gate } = await getContentFacts(db, repository.id);
  return gate !== "off" && !(await isLetThrough(db, who)) ? "access-needed" : undefined;
}
