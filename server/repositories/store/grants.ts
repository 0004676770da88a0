import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Grant, GrantSource } from "../policy.ts";

/** Replaces the grants that one source has given on a repository. */
export async function replaceGrants(
  trx: DatabaseTransaction,
  repositoryId: number,
  { source, grants }: { source: GrantSource; grants: readonly Grant[] },
): Promise<void> {
  await trx
    .deleteFrom("repository_grants")
    .where("repository_id", "=", repositoryId)
    .where("source", "=", source)
    .execute();
  if (grants.length === 0) return;
  await trx
    .insertInto("repository_grants")
    .values(
      grants.map(({ namespaceId, level, validUntil }) => ({
        repository_id: repositoryId,
        namespace_id: namespaceId,
        right_level: level,
        source,
        valid_until: validUntil ?? null,
      })),
    )
    .execute();
}
