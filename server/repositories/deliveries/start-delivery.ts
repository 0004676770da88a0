import { problem } from "#contract/problems.ts";
import type { NewDelivery, Transfer } from "#contract/repositories/transfer.ts";
import type { RequestContext } from "../../context.ts";
import { type AndThen, startTransfer } from "../bucket-transfers/start-transfer.ts";
import { isWritingCredential } from "../policy.ts";
import { findEntry, throwMissing } from "../reading/find-entries.ts";
import { resolveRevision } from "../reading/resolve-revision.ts";
import type { Repository } from "../repository.ts";

/** A delivery, and the dataset of the workbench that it fills, where it fills one. */
export type Delivery = NewDelivery & {
  datasetName?: string | undefined;
  andThen?: AndThen | undefined;
};

/**
 * DIS-9: begins to send the files of a revision, as it is now, to the viewer's object storage.
 * @throws {Problem} `forbidden` for a token of other repositories; `revision-not-found`;
 *   `entry-not-found` for a folder that is none; and as `startTransfer`.
 */
export async function startDelivery(
  ctx: RequestContext,
  repository: Repository,
  { target, revision, folder, datasetName, andThen }: Delivery,
): Promise<Transfer> {
  if (!isWritingCredential(ctx.viewer, repository.id)) {
    throw problem("forbidden", { detail: "This token does not reach this repository" });
  }
  const commit = await resolveRevision(ctx, repository, revision);
  if (folder !== "") {
    const entry = await findEntry(ctx, repository, { commit, path: folder });
    if (entry?.type !== "folder") throwMissing({ commit, path: folder });
  }
  return startTransfer(ctx, repository, {
    direction: "delivery",
    revision,
    folder,
    title: "",
    commit,
    storage: target,
    datasetName,
    andThen,
  });
}
