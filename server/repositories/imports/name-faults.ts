import { problem } from "#contract/problems.ts";
import { faultOfPath } from "#contract/repositories/path-rules.ts";
import { NAMED_FAULTS_LIMIT, type NameFault } from "#contract/repositories/transfer.ts";
import { foldersAbove } from "../rules/paths.ts";

/**
 * Names that cannot all be files of one folder tree: what is no path (`..`, a slash in front, control
 * characters), and what would be one file on the machines of many who download it. A repository
 * takes names that differ only in case; thousands that nobody has looked at are not taken so.
 */
export function findNameFaults(paths: Iterable<string>): NameFault[] {
  const faults: NameFault[] = [];
  const files = new Set<string>();
  const folders = new Set<string>();
  const spelling = new Map<string, string>();
  for (const path of paths) {
    if (faultOfPath(path) !== undefined) {
      faults.push({ name: path, reason: "not-a-path" });
      continue;
    }
    files.add(path);
    const above = foldersAbove(path);
    for (const folder of above) folders.add(folder);
    const clash = [...above, path].map((part) => clashOf(part, spelling)).find(Boolean);
    if (clash !== undefined) faults.push({ name: path, reason: clash });
  }
  for (const path of files) {
    if (folders.has(path)) faults.push({ name: path, reason: "file-and-folder" });
  }
  return faults;
}

/** Whether a path was met before, written otherwise. */
function clashOf(path: string, spelling: Map<string, string>): NameFault["reason"] | undefined {
  const composed = path.normalize("NFC");
  const key = composed.toLowerCase();
  const known = spelling.get(key);
  if (known === undefined) spelling.set(key, path);
  if (known === undefined || known === path) return undefined;
  return known.normalize("NFC") === composed ? "same-but-encoding" : "same-but-case";
}

/** @throws {Problem} `source-names-invalid`, with the names. */
export function refuseNameFaults(paths: Iterable<string>): void {
  const faults = findNameFaults(paths);
  if (faults.length === 0) return;
  const names = faults
    .slice(0, NAMED_FAULTS_LIMIT)
    .map(({ name, reason }) => ({ name: visible(name), reason }));
  throw problem("source-names-invalid", {
    detail: `${faults.length} names cannot be imported, among them ${names[0]?.name}`,
    hint: "Rename them in the object storage and try again",
    extra: { names, nameCount: faults.length },
  });
}

const LONGEST_NAME = 200;

/** Control characters and what turns the direction of a text are written out. */
function visible(name: string): string {
  const text = name.toWellFormed().slice(0, LONGEST_NAME);
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) => {
    return `\\u${sign.codePointAt(0)?.toString(16).padStart(4, "0")}`;
  });
}
