import type { Context } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { findEntries } from "../reading/find-entries.ts";
import { refreshWithholding, upsertOpenedFiles } from "../store/withheld.ts";

type Opened = { repositoryId: number; commit: string; paths: readonly string[] };

/** Lets these files, as a commit holds them, be read by all who read the rest. */
export async function openFilesAt(
  { store }: Pick<Context, "store">,
  trx: DatabaseTransaction,
  { repositoryId, commit, paths }: Opened,
): Promise<void> {
  const entries = await findEntries({ db: trx, store }, { id: repositoryId }, { commit, paths });
  await upsertOpenedFiles(trx, repositoryId, entries);
  await refreshWithholding(trx, repositoryId);
}
