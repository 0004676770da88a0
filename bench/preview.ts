import { join } from "node:path";
import type { TablePage } from "#contract/repositories/table.ts";
import { uploadFile } from "#sdk/index.ts";
import { openFileSource } from "#sdk/node/index.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { type BenchGallery, createModel, startGallery } from "./harness/gallery.ts";
import { figureOfLimits, type Limited } from "./harness/limits.ts";
import { runCommand, runProgram } from "./harness/processes.ts";
import { round } from "./harness/report.ts";
import { median } from "./harness/statistics.ts";
import type { WriteTableInput, WriteTableOutput } from "./programs/write-table.ts";

const LIMIT_MS = 500;
const LIMIT_MB = 10;
const ROWS = 100;
const FORMATS = ["parquet", "csv"] as const;
const WRITE_TABLE = join(import.meta.dirname, "programs", "write-table.ts");

export const preview: Bench = {
  summary: "500 ms and 10 MB ÷ the first 100 rows of a 2 GB Parquet and a 2 GB CSV file",
  measure: measurePreview,
};

type Address = Awaited<ReturnType<typeof createModel>>;
type Asking = { gallery: BenchGallery; address: Address; path: string };

async function measurePreview({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const sizeBytes = isQuick ? 20e6 : 2e9;
  await workplace.needBytes(sizeBytes * 5);
  const gallery = await startGallery(workplace);
  const address = await createModel(gallery, "preview");
  const parts: Limited[] = [];
  const details: Record<string, unknown> = {};
  for (const format of FORMATS) {
    const path = `table.${format}`;
    const file = join(workplace.folder, path);
    const input = { path: file, format, sizeBytes } satisfies WriteTableInput;
    const written = await runProgram<WriteTableOutput>(WRITE_TABLE, input);
    await publish(gallery, { address, path, file });
    say(`${path} of ${round(written.sizeBytes / 1e6)} MB is there`);
    const asking = { gallery, address, path };
    const cold = await askOften(asking, { times: isQuick ? 2 : 7, isCold: true });
    const warm = await askOften(asking, { times: isQuick ? 2 : 7, isCold: false });
    parts.push(
      { label: `${format}: first rows`, value: cold.milliseconds, limit: LIMIT_MS, unit: "ms" },
      { label: `${format}: read for them`, value: cold.megabytes, limit: LIMIT_MB, unit: "MB" },
    );
    details[`${format} again`] = { milliseconds: round(warm.milliseconds) };
    details[`${format} file`] = { megabytes: round(written.sizeBytes / 1e6) };
  }
  return figureOfLimits(parts, { details });
}

async function publish(
  { client }: BenchGallery,
  { address, path, file }: { address: Address; path: string; file: string },
): Promise<void> {
  const source = await openFileSource(file);
  const { uploadId } = await uploadFile({ client, address, path, source });
  await client.call("repositories.create-commit", {
    params: address,
    body: { title: `Add ${path}`, operations: [{ op: "put", path, uploadId }] },
  });
}

/** Medians. Cold: no process that reads tables is there, and nothing of the file is known. */
async function askOften(asking: Asking, { times, isCold }: { times: number; isCold: boolean }) {
  const milliseconds: number[] = [];
  const megabytes: number[] = [];
  for (let time = 0; time < times; time++) {
    if (isCold) await endReaders(asking.gallery);
    const startedAt = performance.now();
    const page = await firstRows(asking);
    milliseconds.push(performance.now() - startedAt);
    megabytes.push(page.bytesRead / 1e6);
    const isWhole =
      page.rows.length === ROWS && page.rows.every(({ cells }) => cells.every(isRead));
    if (!isWhole) throw new Error(`${asking.path}: the first rows are not complete`);
  }
  return { milliseconds: median(milliseconds), megabytes: median(megabytes) };
}

function isRead(cell: TablePage["rows"][number]["cells"][number]): boolean {
  return typeof cell === "string";
}

async function firstRows({ gallery, address, path }: Asking): Promise<TablePage> {
  const page = await gallery.client.call("repositories.list-table-rows", {
    params: { ...address, revision: "main", path },
    query: { limit: String(ROWS) },
  });
  if (page.state !== "ready") throw new Error(`${path}: first rows need no preparation`);
  return page;
}

/** The gallery starts its readers again when they are needed. */
async function endReaders({ processId }: BenchGallery): Promise<void> {
  const found = ["-P", String(processId), "-f", "formats/tables/work/worker.ts"];
  const pids = await runCommand("pgrep", found).catch(() => "");
  for (const pid of pids.split("\n").filter(Boolean)) process.kill(Number(pid), "SIGKILL");
}
