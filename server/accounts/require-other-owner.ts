import { problem } from "#contract/problems.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { countOwners } from "./store/organisations.ts";

/**
 * Keeps an organisation from losing its last owner; the caller holds the organisation's lock.
 * @throws {Problem} `last-owner`
 */
export async function requireOtherOwner(
  trx: DatabaseTransaction,
  organisation: { id: number; name: string },
): Promise<void> {
  if ((await countOwners(trx, organisation.id)) > 1) return;
  throw problem("last-owner", {
    detail: `${organisation.name} has no other owner`,
    hint: "Make somebody else an owner first",
  });
}
