import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

type Merge = { mergeCommit: string; mergedHead: string; mergedFrom: string };

export async function recordMerge(
  trx: DatabaseTransaction,
  discussionId: number,
  { mergeCommit, mergedHead, mergedFrom }: Merge,
): Promise<void> {
  await trx
    .updateTable("pull_requests")
    .set({
      merge_commit: Buffer.from(mergeCommit, "hex"),
      merged_head: Buffer.from(mergedHead, "hex"),
      merged_from: Buffer.from(mergedFrom, "hex"),
    })
    .where("discussion_id", "=", discussionId)
    .execute();
}

/** Its ref is gone, and with it what it had brought. */
export async function recordNoRef(trx: DatabaseTransaction, discussionId: number): Promise<void> {
  await trx
    .updateTable("pull_requests")
    .set({ has_ref: false, brought_bytes: 0 })
    .where("discussion_id", "=", discussionId)
    .execute();
}

export async function addBroughtBytes(
  trx: DatabaseTransaction,
  discussionId: number,
  sizeBytes: number,
): Promise<void> {
  await trx
    .updateTable("pull_requests")
    .set((eb) => ({ brought_bytes: eb("brought_bytes", "+", sizeBytes) }))
    .where("discussion_id", "=", discussionId)
    .execute();
}

/** What those who may only read have brought to a repository and nobody has merged. */
export async function sumBroughtByReaders(db: Database, repositoryId: number): Promise<number> {
  const { bytes } = await db
    .selectFrom("pull_requests as pr")
    .innerJoin("discussions as d", "d.id", "pr.discussion_id")
    .select(sql<number>`coalesce(sum(pr.brought_bytes), 0)::bigint`.as("bytes"))
    .where("d.repository_id", "=", repositoryId)
    .where("d.is_pull_request", "=", true)
    .where("d.status", "<>", "merged")
    .where("pr.is_from_reader", "=", true)
    .executeTakeFirstOrThrow();
  return bytes;
}
