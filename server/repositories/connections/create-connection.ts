import {
  type Connection,
  CONNECTIONS_LIMIT,
  type NewConnection,
} from "#contract/repositories/connection.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import { checkEndpoint } from "./check-endpoint.ts";
import { sealPlace } from "./open-bucket.ts";
import { presentConnection } from "./present-connection.ts";
import { countConnections, insertConnection, isNameTaken } from "./store.ts";

/**
 * Keeps how the viewer's object storage is reached; the secret is sealed for this connection alone.
 * @throws {Problem} `endpoint-refused`, `connection-name-taken`, `connections-full`.
 */
export async function createConnection(
  ctx: RequestContext,
  { secretAccessKey, ...fields }: NewConnection,
): Promise<Connection> {
  const { accountId } = requireAccount(ctx);
  const at = ctx.now();
  const publicId = newPublicId(at);
  const sealedSecret = ctx.sealer.seal(sealPlace(publicId), secretAccessKey);
  return withTransaction(ctx.db, async (trx) => {
    if ((await countConnections(trx, accountId)) >= CONNECTIONS_LIMIT) {
      throw problem("connections-full", {
        detail: `You have ${CONNECTIONS_LIMIT} storage connections; no more are kept`,
        extra: { limit: CONNECTIONS_LIMIT },
      });
    }
    if (await isNameTaken(trx, { accountId, name: fields.name })) throw nameTaken(fields.name);
    const row = await insertConnection(trx, { ...fields, accountId, publicId, sealedSecret, at });
    checkEndpoint(ctx, row);
    await recordAudit(trx, ctx, {
      action: "repositories.connection-created",
      subject: publicId,
      details: { name: row.name, endpoint: row.endpoint, bucket: row.bucket },
    });
    return presentConnection(row);
  });
}

export function nameTaken(name: string) {
  const message = "is the name of another connection of yours";
  return problem("connection-name-taken", {
    detail: `name: ${name} ${message}`,
    issues: [{ pointer: "/name", message }],
  });
}
