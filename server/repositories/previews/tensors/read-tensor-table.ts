import { createHash } from "node:crypto";
import { problem, type Problem } from "#contract/problems.ts";
import type { TensorScope } from "#contract/repositories/tensor-table.ts";
import type { Context } from "../../../context.ts";
import { randomAccess, ReadBudgetError } from "../../../platform/formats/random-access.ts";
import { readShardIndex } from "../../../platform/formats/tensors/read-shard-index.ts";
import { TensorFileError } from "../../../platform/formats/tensors/tensor-file.ts";
import type { OpenFile } from "../../reading/entry.ts";
import { findEntries } from "../../reading/find-entries.ts";
import { openEntries, openFile } from "../../reading/open-file.ts";
import type { Repository } from "../../repository.ts";
import { keptTables } from "../kept-tables.ts";
import { buildTensorTable, READ_BUDGET_BYTES, type ShardFile } from "./build-tensor-table.ts";
import { besides, isShardIndex, shardPathsOf, tensorFormatOf } from "./tensor-names.ts";
import type { TensorTable } from "./tensor-table.ts";

type ReadContext = Pick<Context, "db" | "store">;

const TENSOR_BYTES = 150;
const keep = keptTables<TensorTable>();

/**
 * The tensors of a file, or of the checkpoint that it belongs to. Headers are read once and kept:
 * the page asks for the same table again and again. Only what the repository holds is opened, also
 * when its table is kept.
 * @throws {Problem} `entry-not-found`; `preview-unreadable` with the `reason`.
 */
export async function readTensorTable(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  at: { commit: string; path: string; scope: TensorScope },
): Promise<TensorTable> {
  const format = tensorFormatOf(at.path);
  if (format === undefined) throw unreadable("wrong-format", "Files of this name hold no tensors");
  const file = await openFile(ctx, repository, at);
  const shards = await shardsOf(ctx, repository, { ...at, file });
  const key = `${at.path}:${keyOf(shards ?? [{ path: at.path, file, expected: undefined }])}`;
  const build = () => buildTensorTable(format, { file, shards });
  try {
    return await keep(ctx.store, { key, build, sizeBytes: sizeOf });
  } catch (error) {
    throw asProblem(error);
  }
}

/** undefined when the file stands alone, or is wanted alone. */
async function shardsOf(
  ctx: ReadContext,
  repository: Pick<Repository, "id">,
  at: { commit: string; path: string; scope: TensorScope; file: OpenFile },
): Promise<ShardFile[] | undefined> {
  const expected = isShardIndex(at.path) ? await readIndex(at.file) : undefined;
  const relative = expected && [...expected.keys()];
  const isWhole = at.scope === "checkpoint";
  const paths =
    relative?.map((name) => besides(at.path, name)) ??
    (isWhole ? shardPathsOf(at.path) : undefined);
  if (paths === undefined) return undefined;
  const entries = await findEntries(ctx, repository, { commit: at.commit, paths });
  const opened = await openEntries(ctx, repository, entries);
  const files = new Map(opened.map((file) => [file.entry.path, file]));
  return paths.map((path, index) => ({
    path,
    file: files.get(path),
    expected: expected?.get(relative?.[index] ?? ""),
  }));
}

async function readIndex(file: OpenFile): Promise<ReadonlyMap<string, number>> {
  try {
    return await readShardIndex(randomAccess(file, READ_BUDGET_BYTES));
  } catch (error) {
    throw asProblem(error);
  }
}

function sizeOf({ tensors }: TensorTable): number {
  return tensors.reduce((sum, { name }) => sum + 2 * name.length + TENSOR_BYTES, 0);
}

/** The bytes that a table is made of, by what they are and not by where they are referenced. */
function keyOf(shards: readonly ShardFile[]): string {
  const hash = createHash("sha256");
  for (const { path, file, expected } of shards) {
    hash.update(JSON.stringify([path, file?.etag ?? null, expected ?? null]));
  }
  return hash.digest("hex");
}

function asProblem(error: unknown): unknown {
  if (error instanceof TensorFileError) return unreadable(error.code, error.message);
  if (!(error instanceof ReadBudgetError)) return error;
  return unreadable("too-large", "Its header goes on for longer than is read");
}

function unreadable(reason: TensorFileError["code"], detail: string): Problem {
  return problem("preview-unreadable", { detail, extra: { reason } });
}
