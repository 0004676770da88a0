import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CuttingProxy } from "../cutting-proxy.ts";
import { LARGE_BYTES } from "../files-on-disk.ts";
import type { Person } from "../gallery.ts";
import { runProgram, type Seat } from "../python-client.ts";
import type { Outcome } from "./operations.ts";

/** What a client has read of a repository. */
export type RepositoryRead = {
  repo: string;
  hashes: Record<string, string>;
  error: string | null;
};

/** A repository for others to read. */
export type Shared = { uploader: string; type: "model" | "dataset"; name: string };

/** Runs a program of operations; those after a crash are missing, and the crash is told. */
export async function runOperations(
  seat: Seat,
  { program, prefix, args = [] }: { program: string; prefix: string; args?: readonly string[] },
): Promise<Outcome[]> {
  const report = join(seat.gallery.folder, `${prefix}-${program}.jsonl`);
  await runProgram(seat, program, report, prefix, ...args);
  return readLines<Outcome>(report);
}

/** Downloads the large file of a person's repository on a connection that breaks in the middle. */
export async function runCutDownload(
  seat: Seat,
  { proxy, prefix }: { proxy: CuttingProxy; prefix: string },
): Promise<Outcome[]> {
  const repo = `${seat.person?.name}/${prefix}`;
  const tree = await seat.gallery.gallery.app.inject(`/api/models/${repo}/tree/main`);
  const large = tree
    .json<{ path: string; lfs?: { oid: string } }[]>()
    .find(({ path }) => path === "large.bin");
  const cut = proxy.cutAfter("down", LARGE_BYTES / 2);
  const args = [repo, large?.lfs?.oid ?? ""];
  const outcomes = await runOperations(seat, { program: "matrix_cut.py", prefix, args });
  if (cut.wasCut()) return outcomes;
  return [{ operation: "download-cut", error: "the connection was not cut" }];
}

export async function readByPython(
  seat: Seat,
  prefix: string,
  shared: readonly Shared[],
): Promise<RepositoryRead[]> {
  const report = join(seat.gallery.folder, `${prefix}-reads.jsonl`);
  const repos = shared.map(({ type, name }) => `${type}:${name}`);
  await runProgram(seat, "matrix_reads.py", report, prefix, ...repos);
  return readLines<RepositoryRead>(report);
}

/** What the programs are told beside their arguments. */
export function matrixEnvironment(folder: string, guest: Person): Record<string, string> {
  return { MATRIX_FOLDER: folder, MATRIX_GUEST_TOKEN: guest.token };
}

async function readLines<Line>(path: string): Promise<Line[]> {
  const text = (await readFile(path, "utf8")).trim();
  return text === "" ? [] : text.split("\n").map((line) => JSON.parse(line) as Line);
}
