import type { Transfer } from "#contract/repositories/transfer.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { cancelTransfer, retryTransfer } from "../bucket-transfers/move-transfer.ts";
import type { Repository } from "../repository.ts";

/** Whoever may write to the repository may stop an import; it stays as it was. */
export function cancelImport(
  ctx: RequestContext,
  { id: repositoryId }: Repository,
  id: string,
): Promise<Transfer> {
  return cancelTransfer(
    ctx,
    id,
    (row) => row.direction === "import" && row.repositoryId === repositoryId,
  );
}

/** Only who began an import runs it again: it goes over their connection. */
export function retryImport(
  ctx: RequestContext,
  { id: repositoryId }: Repository,
  id: string,
): Promise<Transfer> {
  const { accountId } = requireAccount(ctx);
  return retryTransfer(
    ctx,
    id,
    (row) =>
      row.direction === "import" &&
      row.repositoryId === repositoryId &&
      row.accountId === accountId,
  );
}
