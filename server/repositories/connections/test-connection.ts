import { isProblem } from "#contract/problems.ts";
import type { ConnectionTest } from "#contract/repositories/connection.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { takePoints } from "../../platform/rate-limit/index.ts";
import type { BucketEncryption, ForeignBucket } from "../../platform/storage/index.ts";
import { openBucket } from "./open-bucket.ts";
import { storageFailure } from "./storage-failure.ts";
import { requireConnection } from "./require-connection.ts";

const TESTS_PER_HOUR = 60;
const HOUR_MS = 3_600_000;

/**
 * Tries what a connection may do, as an import and a delivery would. Limited, so that nobody lets the
 * server knock on many doors.
 * @throws {Problem} `connection-not-found`, `endpoint-refused`, `rate-limited`.
 */
export async function testConnection(ctx: RequestContext, id: string): Promise<ConnectionTest> {
  const { accountId } = requireAccount(ctx);
  const row = await requireConnection(ctx.db, { accountId, id });
  const key = `storage connection test ${accountId}`;
  await takePoints(ctx.db, ctx.now(), [{ key, points: TESTS_PER_HOUR, windowMs: HOUR_MS }]);
  const bucket = openBucket(ctx, row);
  try {
    const list = await outcomeOf(() => listOne(bucket, row.prefix));
    let encryption: BucketEncryption = "unknown";
    if (list?.code === "bucket-unreachable") return { list, write: list, encryption };
    const write = await outcomeOf(async () => {
      await bucket.tryWriting(row.prefix);
      encryption = await bucket.encryption(row.prefix);
    });
    return { list, write, encryption };
  } finally {
    bucket.close();
  }
}

async function listOne(bucket: ForeignBucket, prefix: string): Promise<void> {
  await bucket.list(prefix).next();
}

async function outcomeOf(work: () => Promise<void>): Promise<ConnectionTest["list"]> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!isProblem(error) || error.code === "endpoint-refused") throw error;
    return storageFailure(error);
  }
}
