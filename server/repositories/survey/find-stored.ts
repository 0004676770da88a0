import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { findUsableContents } from "../contents/may-use-content.ts";
import type { Repository } from "../repository.ts";
import { refreshContents } from "../store/contents.ts";

/**
 * Those of the hashes that the viewer may name in a commit; they are kept from the collector as if
 * their bytes had just come.
 */
export async function findStored(
  ctx: RequestContext,
  repository: Repository,
  sha256s: readonly string[],
): Promise<string[]> {
  const contents = [...(await findUsableContents(ctx, repository, sha256s)).values()];
  const ids = contents.map(({ id }) => id).toSorted((one, other) => one - other);
  const kept = new Set(await withTransaction(ctx.db, (trx) => refreshContents(trx, ids)));
  return contents.filter(({ id }) => kept.has(id)).map(({ sha256 }) => sha256);
}
