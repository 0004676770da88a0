import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import type { Repository } from "../repository.ts";
import type { Viewed } from "../withholding/withheld.ts";
import { type Content, recordUpload, refreshContents } from "../store/contents.ts";
import { findHeldContents } from "./may-use-content.ts";

/**
 * Lets the owner of one repository commit large files of another one within 24 hours, as if they had
 * been uploaded. The viewer may read the first one and write the second: knowing a hash alone opens
 * nothing.
 * @returns those that the first repository holds.
 */
export async function shareContents(
  ctx: RequestContext,
  { from, to }: { from: Viewed; to: Pick<Repository, "namespaceId"> },
  sha256s: readonly string[],
): Promise<Map<string, Content>> {
  const held = await findHeldContents(ctx, from, sha256s);
  const ids = [...held.values()].map(({ id }) => id).toSorted((one, other) => one - other);
  await withTransaction(ctx.db, async (trx) => {
    await refreshContents(trx, ids);
    for (const contentId of ids)
      await recordUpload(trx, { namespaceId: to.namespaceId, contentId });
  });
  return held;
}
