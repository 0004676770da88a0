import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { type DatasetRow, findDataset } from "./store.ts";

/** One of the viewer's own. @throws {Problem} `dataset-not-found`, also for somebody else's. */
export async function requireDataset(
  ctx: Pick<RequestContext, "db" | "viewer">,
  id: string,
): Promise<DatasetRow> {
  const { accountId } = requireAccount(ctx);
  const row = id.includes("\0")
    ? undefined
    : await findDataset(ctx.db, { accountId, publicId: id });
  if (row !== undefined) return row;
  throw problem("dataset-not-found", { detail: `You have no dataset ${id} in the workbench` });
}

/** A connection that was deleted. */
export function connectionGone({ connection_name }: Pick<DatasetRow, "connection_name">) {
  return problem("connection-not-found", {
    detail: `The storage connection ${connection_name} was deleted`,
  });
}
