import type { Connection, ConnectionEdit } from "#contract/repositories/connection.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { checkEndpoint } from "./check-endpoint.ts";
import { nameTaken } from "./create-connection.ts";
import { sealPlace } from "./open-bucket.ts";
import { presentConnection } from "./present-connection.ts";
import { requireConnection } from "./require-connection.ts";
import { isNameTaken, updateConnection } from "./store.ts";

/**
 * Changes one of the viewer's connections; what is left out stays. What runs goes on as it began.
 * @throws {Problem} `connection-not-found`, `connection-name-taken`, `endpoint-refused`.
 */
export async function editConnection(
  ctx: RequestContext,
  id: string,
  { secretAccessKey, ...edit }: ConnectionEdit,
): Promise<Connection> {
  const { accountId } = requireAccount(ctx);
  return withTransaction(ctx.db, async (trx) => {
    const row = await requireConnection(trx, { accountId, id });
    const fields = {
      name: edit.name ?? row.name,
      endpoint: edit.endpoint === undefined ? row.endpoint : edit.endpoint,
      region: edit.region ?? row.region,
      bucket: edit.bucket ?? row.bucket,
      prefix: edit.prefix ?? row.prefix,
      accessKeyId: edit.accessKeyId ?? row.access_key_id,
      isPathStyle: edit.isPathStyle ?? row.is_path_style,
      sealedSecret:
        secretAccessKey === undefined
          ? row.sealed_secret
          : ctx.sealer.seal(sealPlace(row.public_id), secretAccessKey),
    };
    const isTaken = await isNameTaken(trx, { accountId, name: fields.name, except: row.id });
    if (isTaken) throw nameTaken(fields.name);
    const edited = await updateConnection(trx, row.id, { ...fields, at: ctx.now() });
    checkEndpoint(ctx, edited);
    await recordAudit(trx, ctx, {
      action: "repositories.connection-edited",
      subject: row.public_id,
      details: {
        endpoint: edited.endpoint,
        bucket: edited.bucket,
        isSecretNew: secretAccessKey !== undefined,
      },
    });
    return presentConnection(edited);
  });
}
