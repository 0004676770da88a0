import type { TensorFinding, TensorShard } from "#contract/repositories/tensor-table.ts";
import { randomAccess, ReadBudgetError } from "../../../platform/formats/random-access.ts";
import {
  checkTensorCount,
  type TensorFile,
  TensorFileError,
  type TensorFormat,
} from "../../../platform/formats/tensors/tensor-file.ts";
import { TENSOR_READERS } from "../../../platform/formats/tensors/tensor-readers.ts";
import { inTurns } from "../../../platform/in-turns.ts";
import { inParallel } from "../../contents/in-parallel.ts";
import type { OpenFile } from "../../reading/entry.ts";
import { inNaturalOrder } from "../natural-order.ts";
import { type TensorTable, totalsOf } from "./tensor-table.ts";

/** A header is read with no more than this: the largest vocabularies of GGUF need 20 MB. */
export const READ_BUDGET_BYTES = 64 * 1024 * 1024;
const READ_TIME_MS = 20_000;
/** Headers that are in memory at once, over all requests. */
const inTurn = inTurns(4);
const SHARDS_AT_ONCE = 4;

/** One file of a checkpoint; `file` is undefined when it is missing. */
export type ShardFile = {
  path: string;
  file: OpenFile | undefined;
  /** How many tensors the index promises. */
  expected: number | undefined;
};

/** @throws {TensorFileError} when the file, or every file of the checkpoint, cannot be read. */
export async function buildTensorTable(
  format: TensorFormat,
  { file, shards }: { file: OpenFile; shards: readonly ShardFile[] | undefined },
): Promise<TensorTable> {
  if (shards !== undefined) return buildCheckpoint(format, shards);
  const { tensors, ...header } = await readHeader(format, file);
  return {
    ...header,
    scope: "file",
    tensors: await inNaturalOrder(tensors.map((tensor) => ({ ...tensor, file: null }))),
    totals: totalsOf(tensors),
    shards: null,
  };
}

async function buildCheckpoint(
  format: TensorFormat,
  shards: readonly ShardFile[],
): Promise<TensorTable> {
  const outcomes = new Map<ShardFile, TensorFile | TensorFileError | undefined>();
  let count = 0;
  await inParallel(shards, SHARDS_AT_ONCE, async (shard) => {
    const outcome = shard.file && (await readShard(format, shard.file));
    outcomes.set(shard, outcome);
    if (outcome !== undefined && "tensors" in outcome) count += outcome.tensors.length;
    checkTensorCount(count);
  });
  const read = shards.flatMap((shard) => {
    const outcome = outcomes.get(shard);
    return outcome !== undefined && "tensors" in outcome ? [{ ...outcome, path: shard.path }] : [];
  });
  const tensors = read.flatMap(({ path, tensors: own }) =>
    own.map((tensor) => ({ ...tensor, file: path })),
  );
  return {
    format,
    scope: "checkpoint",
    tensors: await inNaturalOrder(tensors),
    totals: totalsOf(tensors),
    metadata: read[0]?.metadata ?? [],
    graph: null,
    findings: [...shardFindings(shards, outcomes), ...mergeFindings(read)],
    shards: shards.map((shard) => describeShard(shard, outcomes.get(shard))),
  };
}

async function readShard(
  format: TensorFormat,
  file: OpenFile,
): Promise<TensorFile | TensorFileError> {
  try {
    return await readHeader(format, file);
  } catch (error) {
    if (error instanceof TensorFileError) return error;
    if (!(error instanceof ReadBudgetError)) throw error;
    return new TensorFileError("too-large", "Its header goes on for longer than is read");
  }
}

/** @throws {TensorFileError} also when the store takes too long. */
function readHeader(format: TensorFormat, file: OpenFile): Promise<TensorFile> {
  return inTurn(async () => {
    const signal = AbortSignal.timeout(READ_TIME_MS);
    const source = {
      sizeBytes: file.sizeBytes,
      read: (range: { start: number; end: number }) => file.read(range, { signal }),
    };
    try {
      return await TENSOR_READERS[format](randomAccess(source, READ_BUDGET_BYTES));
    } catch (error) {
      if (!signal.aborted) throw error;
      const detail = `Its header could not be read in ${READ_TIME_MS / 1000} seconds`;
      throw new TensorFileError("too-large", detail);
    }
  });
}

type Outcome = TensorFile | TensorFileError | undefined;

function describeShard({ path, file }: ShardFile, outcome: Outcome): TensorShard {
  const isRead = outcome !== undefined && "tensors" in outcome;
  return {
    path,
    sizeBytes: file?.sizeBytes ?? null,
    tensors: isRead ? outcome.tensors.length : 0,
    failure: outcome instanceof TensorFileError ? outcome.message : null,
  };
}

function shardFindings(
  shards: readonly ShardFile[],
  outcomes: ReadonlyMap<ShardFile, Outcome>,
): TensorFinding[] {
  const missing = shards.filter((shard) => outcomes.get(shard) === undefined);
  const unreadable = shards.filter((shard) => outcomes.get(shard) instanceof TensorFileError);
  const different = shards.filter((shard) => {
    const outcome = outcomes.get(shard);
    if (outcome === undefined || !("tensors" in outcome)) return false;
    return shard.expected !== undefined && shard.expected !== outcome.tensors.length;
  });
  return [
    finding("shard-missing", missing),
    finding("shard-unreadable", unreadable),
    finding("shard-differs", different),
  ].filter(({ count }) => count > 0);
}

function finding(code: TensorFinding["code"], shards: readonly ShardFile[]): TensorFinding {
  return { code, count: shards.length, example: shards[0]?.path ?? "" };
}

/** One finding of each kind, over all files. */
function mergeFindings(files: readonly TensorFile[]): TensorFinding[] {
  const merged = new Map<string, TensorFinding>();
  for (const { code, count, example } of files.flatMap(({ findings }) => findings)) {
    const known = merged.get(code);
    if (known === undefined) merged.set(code, { code, count, example });
    else known.count += count;
  }
  return [...merged.values()];
}
