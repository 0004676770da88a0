import type { DiffHunk, DiffLine, FileDiff } from "#contract/repositories/diff-comparison.ts";
import type { CommitDetail } from "#contract/repositories/repository.ts";
import { isProblem } from "#contract/problems.ts";
import type { Context } from "../../../context.ts";
import type { Repository } from "../../repository.ts";
import { compareFile } from "./compare-file.ts";

const FILE_LIMIT = 200;
const LENGTH_LIMIT = 1_000_000;
const CONTEXT_LINES = 3;

type Changed = CommitDetail["changes"][number];

type Compared = {
  base: string;
  head: string;
  changes: readonly Changed[];
};

/**
 * The text form of git's diffs, file by file, up to a limit of files and characters: what does not
 * fit is left out. Files that are no text, or too large for a comparison, are named as binary.
 * Source: git-diff, "Generating patch text with -p".
 */
export async function writeUnifiedDiff(
  ctx: Pick<Context, "config" | "db" | "store">,
  repository: Pick<Repository, "id" | "defaultBranch">,
  { base, head, changes }: Compared,
): Promise<string> {
  const parts: string[] = [];
  let length = 0;
  for (const change of changes.slice(0, FILE_LIMIT)) {
    const part = await fileDiff(ctx, repository, { base, head, change });
    length += part.length;
    if (length > LENGTH_LIMIT) break;
    parts.push(part);
  }
  return parts.join("");
}

async function fileDiff(
  ctx: Pick<Context, "config" | "db" | "store">,
  repository: Pick<Repository, "id" | "defaultBranch">,
  { base, head, change }: { base: string; head: string; change: Changed },
): Promise<string> {
  const { path, previousPath } = change;
  const basePath = change.change === "added" ? "" : (previousPath ?? path);
  const sides = { revision: head, path, base, basePath, context: CONTEXT_LINES };
  const body = await bodyOrNothing(async () =>
    bodyOf(change, await compareFile(ctx, repository, sides)),
  );
  return [...headOf(change), ...body].map((line) => `${line}\n`).join("");
}

/** Of a file whose bytes were purged, or are closed, there is its name alone. */
async function bodyOrNothing(compare: () => Promise<string[]>): Promise<string[]> {
  try {
    return await compare();
  } catch (error) {
    if (isProblem(error, "content-purged") || isProblem(error, "file-closed")) return [];
    throw error;
  }
}

function headOf({ path, previousPath, change }: Changed): string[] {
  const names = `diff --git ${quote(`a/${previousPath ?? path}`)} ${quote(`b/${path}`)}`;
  switch (change) {
    case "added":
      return [names, "new file mode 100644"];
    case "deleted":
      return [names, "deleted file mode 100644"];
    case "renamed":
      return [names, `rename from ${quote(previousPath ?? path)}`, `rename to ${quote(path)}`];
    case "modified":
      return [names];
  }
}

function bodyOf(
  { path, previousPath }: Changed,
  { kind, before, after, text }: FileDiff,
): string[] {
  const from = before === null ? "/dev/null" : quote(`a/${previousPath ?? path}`);
  const to = after === null ? "/dev/null" : quote(`b/${path}`);
  if (kind === "same") return [];
  if (text === null) return [`Binary files ${from} and ${to} differ`];
  if (text.hunks.length === 0) return [];
  return [`--- ${from}`, `+++ ${to}`, ...text.hunks.flatMap(hunkLines)];
}

const SIGNS: Record<DiffLine["type"], string> = { same: " ", removed: "-", added: "+" };

function hunkLines({ beforeStart, afterStart, lines }: DiffHunk): string[] {
  const removed = lines.filter(({ type }) => type !== "added").length;
  const added = lines.filter(({ type }) => type !== "removed").length;
  const head = `@@ -${rangeOf(beforeStart, removed)} +${rangeOf(afterStart, added)} @@`;
  return [head, ...lines.flatMap(lineOf)];
}

/** A side without lines names the line before. */
function rangeOf(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`;
}

function lineOf({ type, text, isUnended }: DiffLine): string[] {
  const line = SIGNS[type] + text;
  return isUnended ? [line, "\\ No newline at end of file"] : [line];
}

const ESCAPES: Record<string, string> = { "\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

/** Git quotes names that hold anything but printable ASCII, byte by byte in octal. */
function quote(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name) && !/["\\]/.test(name)) return name;
  const bytes = [...Buffer.from(name)].map((byte) => {
    const character = String.fromCharCode(byte);
    const isPlain = byte >= 0x20 && byte < 0x7f;
    return ESCAPES[character] ?? (isPlain ? character : `\\${byte.toString(8).padStart(3, "0")}`);
  });
  return `"${bytes.join("")}"`;
}
