import { DEFAULT_ATTRIBUTES } from "../../platform/git/index.ts";
import type { Limits } from "../../config.ts";
import { checkFileCount } from "../rules/limits.ts";
import { checkPath } from "../rules/paths.ts";
import type { Change } from "./change.ts";

/**
 * Checks what can be told from the changes alone, before anything is read or stored.
 * @throws {Problem} `too-many-files`, `path-invalid`.
 */
export function checkChanges(changes: readonly Change[], limits: Limits): void {
  checkFileCount(changes.filter(({ op }) => op === "put" || op === "rename").length, limits);
  for (const path of changes.flatMap(newPathOf)) checkPath(path);
}

/** The first commit of a repository brings `.gitattributes`, unless its author brings one. */
export function withGitAttributes(
  changes: readonly Change[],
  { isFirst }: { isFirst: boolean },
): readonly Change[] {
  const path = ".gitattributes";
  if (!isFirst || changes.some((change) => change.op === "put" && change.path === path)) {
    return changes;
  }
  const bytes = Buffer.from(DEFAULT_ATTRIBUTES);
  return [{ op: "put", path, source: { bytes } }, ...changes];
}

/** What a push of git has brought under a name that we would refuse can still be removed. */
function newPathOf(change: Change): string[] {
  if (change.op === "put") return [change.path];
  return change.op === "rename" ? [change.to] : [];
}
