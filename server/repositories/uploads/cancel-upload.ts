import type { RequestContext } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { changeState } from "../store/uploads.ts";
import { requireUpload } from "./own-upload.ts";

/**
 * Gives an upload up: its bytes are freed, what was stored already goes with the collector.
 * @throws {Problem} `upload-not-found`.
 */
export async function cancelUpload(
  ctx: RequestContext,
  repository: Repository,
  id: string,
): Promise<void> {
  const { stagingKey } = await requireUpload(ctx, repository, id);
  const from = ["open", "verifying", "stored", "failed"] as const;
  await changeState(ctx.db, id, { from, to: "cancelled" });
  if (stagingKey !== null) await ctx.store.discardStaging(stagingKey);
}
