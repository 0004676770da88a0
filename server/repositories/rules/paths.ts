import { problem } from "#contract/problems.ts";
import { checkPath as refusalOf } from "../../platform/git/index.ts";

/**
 * Checks the path of a file or folder by the rules of the git platform.
 * @throws {Problem} `path-invalid`, naming the path and the rule.
 */
export function checkPath(path: string): void {
  const reason = refusalOf(path);
  if (reason === undefined) return;
  throw problem("path-invalid", { detail: `path: ${quote(path)} ${reason}`, extra: { path } });
}

function quote(path: string): string {
  return JSON.stringify(path.length > 120 ? `${path.slice(0, 120)}…` : path);
}

/** What PostgreSQL cannot hold as text names nothing: asked for, it is simply not there. */
export function isStorable(text: string): boolean {
  return !text.includes("\0");
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `a/b/c.txt` → `a`, `a/b`. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) {
    folders.push(path.slice(0, slash));
  }
  return folders;
}
