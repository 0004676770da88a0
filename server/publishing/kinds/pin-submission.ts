import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { findHead, getRepositoryById } from "../../repositories/index.ts";
import { updateSubmittedCommit } from "./store.ts";

/** PUB-12: notes what is submitted: the checks refuse it when the files are others by then. */
export async function pinSubmission(trx: DatabaseTransaction, assetId: number): Promise<void> {
  const repository = await getRepositoryById(trx, assetId);
  await updateSubmittedCommit(trx, assetId, await findHead({ db: trx }, repository));
}
