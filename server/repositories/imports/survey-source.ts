import type { RequestContext } from "../../context.ts";
import { requireAccount } from "../../accounts/index.ts";
import { takePoints } from "../../platform/rate-limit/index.ts";
import { openBucket } from "../connections/open-bucket.ts";
import { requireConnection } from "../connections/require-connection.ts";
import { digestOf, listSource } from "./list-source.ts";
import { bucketSource } from "./open-source.ts";

const SURVEYS_PER_HOUR = 60;
const HOUR_MS = 3_600_000;

/** What lies at a path of an account's object storage. */
export type Survey = { files: number; sizeBytes: number; digest: string };

/**
 * PUB-12: lists everything at a path, within what one import may bring. Limited, so that nobody lets
 * the server list without end.
 * @throws {Problem} `connection-not-found`, `endpoint-refused`, `rate-limited`; as `listSource`; what
 *   the bucket refuses.
 */
export async function surveySource(
  ctx: RequestContext,
  { connection, path }: { connection: string; path: string },
): Promise<Survey> {
  const { accountId } = requireAccount(ctx);
  const row = await requireConnection(ctx.db, { accountId, id: connection });
  const key = `storage survey ${accountId}`;
  await takePoints(ctx.db, ctx.now(), [{ key, points: SURVEYS_PER_HOUR, windowMs: HOUR_MS }]);
  const source = bucketSource(openBucket(ctx, row), `${row.prefix}${path}`);
  try {
    const { limits } = ctx.config;
    const listing = await listSource(source, { limits, signal: ctx.signal });
    const { sizeBytes } = listing;
    return { files: listing.files.length, sizeBytes, digest: digestOf(listing) };
  } finally {
    source.close();
  }
}
