import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireConnection } from "./require-connection.ts";
import { isConnectionInUse, removeConnection } from "./store.ts";

/** Forgets a connection and its secret. @throws {Problem} `connection-not-found`, `connection-in-use`. */
export async function deleteConnection(ctx: RequestContext, id: string): Promise<void> {
  const { accountId } = requireAccount(ctx);
  await withTransaction(ctx.db, async (trx) => {
    const row = await requireConnection(trx, { accountId, id });
    if (await isConnectionInUse(trx, row.id)) {
      throw problem("connection-in-use", {
        detail: `Something is running over ${row.name}`,
        hint: "Wait until it has ended, or cancel it",
      });
    }
    await removeConnection(trx, row.id);
    await recordAudit(trx, ctx, {
      action: "repositories.connection-deleted",
      subject: row.public_id,
      details: { name: row.name },
    });
  });
}
