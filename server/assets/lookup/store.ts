import type { AssetKind } from "#contract/fields.ts";
import type { Database } from "../../platform/database/index.ts";
import type { RepositoryAddress } from "../../repositories/index.ts";

/** The present address of the asset with an id. */
export async function findAddressById(
  db: Database,
  publicId: string,
): Promise<RepositoryAddress | undefined> {
  const row = await db
    .selectFrom("repositories")
    .innerJoin("assets", "assets.id", "repositories.id")
    .innerJoin("namespaces", "namespaces.id", "repositories.namespace_id")
    .select(["namespaces.name as owner", "repositories.kind", "repositories.name"])
    .where("repositories.public_id", "=", publicId)
    .executeTakeFirst();
  return row && { ...row, kind: row.kind as AssetKind };
}
