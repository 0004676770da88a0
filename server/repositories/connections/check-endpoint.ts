import type { ConnectionRow } from "./store.ts";
import type { Context } from "../../context.ts";
import { openBucket } from "./open-bucket.ts";

/**
 * Whether the gallery would connect to the endpoint, as far as its name tells; its addresses are
 * judged with every connection. @throws {Problem} `endpoint-refused`.
 */
export function checkEndpoint(
  ctx: Pick<Context, "config" | "sealer">,
  connection: ConnectionRow,
): void {
  openBucket(ctx, connection).close();
}
