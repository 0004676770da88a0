import { problem } from "#contract/problems.ts";
import { ACTIVE_TRANSFERS_LIMIT, type Transfer } from "#contract/repositories/transfer.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import { checkEndpoint } from "../connections/check-endpoint.ts";
import { requireConnection } from "../connections/require-connection.ts";
import type { Repository } from "../repository.ts";
import { presentTransfer } from "./present-transfer.ts";
import {
  countActive,
  findTransfer,
  insertTransfer,
  type NewTransferRow,
} from "./store/transfers.ts";
import { runTransferJob } from "./transfer-jobs.ts";

type NewTransfer = Pick<
  NewTransferRow,
  "direction" | "revision" | "folder" | "title" | "commit" | "datasetName" | "expected"
> & {
  storage: { connection: string; path: string };
  andThen?: AndThen | undefined;
};

/** Writes more down in the same transaction. */
export type AndThen = (trx: DatabaseTransaction, transferId: number) => Promise<void>;

/**
 * Writes an import or a delivery down; it runs soon after.
 * @throws {Problem} `connection-not-found`, `endpoint-refused`, `transfers-full`.
 */
export async function startTransfer(
  ctx: RequestContext,
  repository: Repository,
  { storage, andThen, ...transfer }: NewTransfer,
): Promise<Transfer> {
  const { accountId } = requireAccount(ctx);
  return withTransaction(ctx.db, async (trx) => {
    await requireTransferRoom(trx, accountId);
    const connection = await requireConnection(trx, { accountId, id: storage.connection });
    checkEndpoint(ctx, connection);
    const at = ctx.now();
    const publicId = newPublicId(at);
    const id = await insertTransfer(trx, {
      ...transfer,
      publicId,
      accountId,
      repositoryId: repository.id,
      repositoryKind: repository.kind,
      repositoryName: `${repository.ownerName}/${repository.name}`,
      connectionId: connection.id,
      connectionName: connection.name,
      bucket: connection.bucket,
      bucketPath: `${connection.prefix}${storage.path}`,
      at,
    });
    await andThen?.(trx, id);
    await ctx.jobs.enqueue(trx, runTransferJob, { id });
    const row = await findTransfer(trx, publicId);
    if (row === undefined) throw new Error("a transfer that was just made is not there");
    return presentTransfer(row);
  });
}

/** @throws {Problem} `transfers-full`. */
export async function requireTransferRoom(
  trx: DatabaseTransaction,
  accountId: number,
): Promise<void> {
  if ((await countActive(trx, accountId)) < ACTIVE_TRANSFERS_LIMIT) return;
  throw problem("transfers-full", {
    detail: `${ACTIVE_TRANSFERS_LIMIT} imports and deliveries of yours wait or run; no more are taken`,
    hint: "Wait until one has ended, or cancel one",
    extra: { limit: ACTIVE_TRANSFERS_LIMIT },
  });
}
