import { posix } from "node:path";
import { folderOf } from "../../../rules/paths.ts";

/** In the order in which they are looked for. */
export const METADATA_NAMES = ["metadata.csv", "metadata.jsonl", "metadata.parquet"] as const;

export function isMetadataName(name: string): boolean {
  return (METADATA_NAMES as readonly string[]).includes(name);
}

/**
 * The path that a row of a metadata file means. Names are relative to the file's own folder and
 * stay below it: `../` and absolute ones mean nothing.
 */
export function pathOfRow(metadataPath: string, fileName: string): string | undefined {
  const name = fileName.replace(/^\.\//, "");
  if (name === "" || name.startsWith("/") || name.split("/").includes("..")) return undefined;
  return posix.join(folderOf(metadataPath), name);
}

/** Folders from the file's own up to the root, nearest first. */
export function foldersUpFrom(path: string): string[] {
  const folders: string[] = [];
  let folder = path;
  while (folder !== "") {
    folder = folderOf(folder);
    folders.push(folder);
  }
  return folders;
}
