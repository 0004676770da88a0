import type { NewImport, Transfer } from "#contract/repositories/transfer.ts";
import type { RequestContext } from "../../context.ts";
import { startTransfer } from "../bucket-transfers/start-transfer.ts";
import type { ExpectedSource } from "../bucket-transfers/store/transfers.ts";
import type { Repository } from "../repository.ts";
import { checkPath } from "../rules/paths.ts";

/** An import, and what its source must be where somebody has written that down. */
export type Import = NewImport & { expected?: ExpectedSource | undefined };

/**
 * PUB-12: begins to import everything at a path of the viewer's object storage, as one commit on the
 * default branch.
 * @throws {Problem} `path-invalid`, and as `startTransfer`.
 */
export async function startImport(
  ctx: RequestContext,
  repository: Repository,
  { source, folder, title, expected }: Import,
): Promise<Transfer> {
  if (folder !== "") checkPath(folder);
  const where = source.path === "" ? "object storage" : source.path.slice(0, 100);
  return startTransfer(ctx, repository, {
    direction: "import",
    revision: repository.defaultBranch,
    folder,
    title: title === "" ? `Import from ${where}` : title,
    commit: null,
    storage: source,
    expected,
  });
}
