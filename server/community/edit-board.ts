import type { Board } from "#contract/community/discussion.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { getBoard } from "./get-board.ts";
import { setBoardOpen } from "./store/boards.ts";

/** The owner switches discussions and pull requests on or off. */
export async function editBoard(
  ctx: RequestContext,
  address: Address,
  { isOpen }: { isOpen: boolean },
): Promise<Board> {
  const { id, ownerName, name } = await requireRepository(ctx, address, "manage");
  await withTransaction(ctx.db, async (trx) => {
    await setBoardOpen(trx, id, isOpen);
    await recordAudit(trx, ctx, {
      action: "community.board-switched",
      subject: `${ownerName}/${name}`,
      details: { isOpen },
    });
  });
  return getBoard(ctx, address);
}
