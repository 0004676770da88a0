import type { AssetKind } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import type { Repository } from "./repository.ts";
import { setGrants } from "./set-grants.ts";
import * as repositories from "./store/repositories.ts";

/**
 * Makes an empty repository that its namespace manages. The first commit brings `.gitattributes`.
 * @throws {Problem} `asset-name-taken`: case does not make another name.
 */
export async function createRepository(
  trx: DatabaseTransaction,
  input: { namespaceId: number; kind: AssetKind; name: string },
): Promise<Repository> {
  const repository = await repositories.insert(trx, input);
  if (repository === undefined) {
    throw problem("asset-name-taken", {
      detail: `name: this namespace has a ${input.kind} named ${input.name}`,
    });
  }
  await repositories.removeRedirect(trx, input);
  const owner = { namespaceId: input.namespaceId, level: 4 as const };
  await setGrants(trx, repository.id, { source: "owner", grants: [owner] });
  return repository;
}
