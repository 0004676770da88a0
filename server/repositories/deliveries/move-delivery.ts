import type { Transfer } from "#contract/repositories/transfer.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import {
  cancelTransfer,
  type IsTheirs,
  requireTransfer,
  retryTransfer,
} from "../bucket-transfers/move-transfer.ts";
import { presentTransfer } from "../bucket-transfers/present-transfer.ts";

/** @throws {Problem} `transfer-not-found`, also for somebody else's. */
export async function getDelivery(ctx: RequestContext, id: string): Promise<Transfer> {
  return presentTransfer(await requireTransfer(ctx, id, ownDelivery(ctx)));
}

/** Stops a delivery; what is in the bucket by then stays there. */
export function cancelDelivery(ctx: RequestContext, id: string): Promise<Transfer> {
  return cancelTransfer(ctx, id, ownDelivery(ctx));
}

/** Goes on with a delivery, at the same commit. */
export function retryDelivery(ctx: RequestContext, id: string): Promise<Transfer> {
  return retryTransfer(ctx, id, ownDelivery(ctx));
}

function ownDelivery(ctx: RequestContext): IsTheirs {
  const { accountId } = requireAccount(ctx);
  return (row) => row.direction === "delivery" && row.accountId === accountId;
}
