import type { SignedIn } from "../../accounts/index.ts";
import type { Repository } from "../repository.ts";

/**
 * A repository as somebody sends bytes to it who may only read it. What is on its way, and may be
 * named for a day, is the sender's: nobody fills the quota of others by sending. It counts for the
 * owner once a commit names it.
 */
export function asSentBy({ accountId, name }: SignedIn, repository: Repository): Repository {
  return { ...repository, namespaceId: accountId, ownerName: name };
}
