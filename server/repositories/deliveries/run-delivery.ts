import { join } from "node:path";
import { problem } from "#contract/problems.ts";
import { callerOf, notify } from "../../accounts/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import type { ForeignBucket } from "../../platform/storage/index.ts";
import { setTotals } from "../bucket-transfers/store/runs.ts";
import { finishRun, type TransferRun } from "../bucket-transfers/transfer-run.ts";
import { inParallel } from "../contents/in-parallel.ts";
import { noteFileDownload } from "../events.ts";
import { openTransferBucket } from "../imports/open-source.ts";
import type { Entry, OpenFile } from "../reading/entry.ts";
import { listEntriesRecursive } from "../reading/list-entries.ts";
import { openEntries } from "../reading/open-file.ts";
import type { Repository } from "../repository.ts";
import { requireRightAgain } from "../require-right-again.ts";
import { batchesOf } from "./batches-of.ts";

const AT_ONCE = 4;
/** Read long before they are sent, smaller files count once they are there. */
const COUNTED_WHOLE_BYTES = 16 * 1024 * 1024;
/** Source: Amazon S3 user guide, object key names. */
const LONGEST_NAME_BYTES = 1024;

type Delivering = {
  run: TransferRun;
  repository: Repository;
  commit: string;
  bucket: ForeignBucket;
};

/**
 * DIS-9: sends every file of the commit to the bucket, in the order of the tree, so that whoever goes
 * on knows by their number what is there. The right to read is asked for again before every few files.
 * @throws {Problem} `bucket-encrypted`, what the bucket refuses, `forbidden` once the right has ended.
 */
export async function runDelivery(run: TransferRun): Promise<void> {
  const { ctx, row } = run;
  const bucket = await openTransferBucket(ctx, row);
  try {
    const repository = await requireReadable(run);
    await refuseEncrypted(bucket, row.bucketPath);
    const { commit } = row;
    if (commit === null) throw new Error("a delivery without a commit");
    const delivering = { run, repository, commit, bucket };
    if (row.totalFiles === null) await countFiles(delivering);
    await sendFiles(delivering);
    await withTransaction(ctx.db, async (trx) => {
      await finishRun(trx, run, commit);
      await notify(trx, {
        to: [row.accountId],
        kind: "delivery-finished",
        params: { asset: row.repositoryName, target: `${row.bucket}/${row.bucketPath}` },
        path: "/me/downloads",
      });
    });
    noteFileDownload({ repositoryId: repository.id, path: row.folder, caller: callerOf(ctx) });
  } finally {
    bucket.close();
  }
}

function requireReadable({ ctx, row }: TransferRun): Promise<Repository> {
  // A repository that was deleted has no id any more: nobody finds number 0.
  return requireRightAgain(ctx, row.repositoryId ?? 0, "read");
}

/**
 * A bucket that encrypts with a key of its owner's: nobody could tell whether what is delivered can be
 * read again. One that the storage encrypts by itself reads like any other.
 */
async function refuseEncrypted(bucket: ForeignBucket, path: string): Promise<void> {
  if ((await bucket.encryption(path)) !== "customer") return;
  throw problem("bucket-encrypted", {
    detail: "The bucket encrypts with a key that its owner manages (SSE-KMS)",
    hint: "Take a bucket without encryption, or with the storage's own (SSE-S3)",
  });
}

function entriesOf({ run, repository, commit }: Delivering): AsyncIterable<Entry> {
  return listEntriesRecursive(run.ctx, repository, { commit, path: run.row.folder });
}

async function countFiles(delivering: Delivering): Promise<void> {
  let files = 0;
  let sizeBytes = 0;
  for await (const entry of entriesOf(delivering)) {
    files += 1;
    sizeBytes += entry.sizeBytes;
  }
  const { run } = delivering;
  await setTotals(run.ctx.db, run.key, { files, sizeBytes });
}

async function sendFiles(delivering: Delivering): Promise<void> {
  const { run } = delivering;
  const { ctx, progress } = run;
  const sent = progress.doneFiles + progress.skippedFiles;
  progress.doneBytes = 0;
  for await (const batch of batchesOf(entriesOf(delivering), sent, progress)) {
    run.signal.throwIfAborted();
    const repository = await requireReadable(run);
    const files = await openEntries(ctx, repository, batch);
    await inParallel(files, AT_ONCE, (file) => sendFile(delivering, file));
    progress.doneFiles += files.length;
    progress.skippedFiles += batch.length - files.length;
  }
}

async function sendFile({ run, bucket }: Delivering, file: OpenFile): Promise<void> {
  const { ctx, row, signal, progress } = run;
  const { entry, sizeBytes } = file;
  const below = row.folder === "" ? entry.path : entry.path.slice(row.folder.length + 1);
  const name = row.bucketPath + below;
  if (Buffer.byteLength(name) > LONGEST_NAME_BYTES) {
    throw problem("bucket-refused", {
      detail: `${below}: its name in the bucket would be longer than ${LONGEST_NAME_BYTES} bytes`,
      extra: { reason: "name-too-long" },
    });
  }
  const spoolFolder = join(ctx.config.dataFolder, "spool");
  const sending = { name, sizeBytes, spoolFolder, signal };
  const isLarge = sizeBytes > COUNTED_WHOLE_BYTES;
  await bucket.write(sending, isLarge ? counted() : file.read(undefined, { signal }));
  if (!isLarge) progress.doneBytes += sizeBytes;

  async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of file.read(undefined, { signal })) {
      progress.doneBytes += chunk.byteLength;
      yield chunk;
    }
  }
}
