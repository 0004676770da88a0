import { opendir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { STATE_FOLDER } from "#sdk/node/index.ts";
import { UsageError } from "../exit-codes.ts";
import { type PathSelection, selectPaths } from "./select-paths.ts";

/** A file of this machine and where it goes in the repository. */
export type LocalFile = { localPath: string; path: string; sizeBytes: number };

export type CollectOptions = PathSelection & {
  /** Files go by their name, folders by what is in them. */
  paths: readonly string[];
  /** The folder of the repository they go to; "" is the root. */
  folder: string;
  /** Told of what is left out: broken links, devices. */
  notice: (text: string) => void;
};

const NEVER_UPLOADED = new Set([".git", STATE_FOLDER]);

/**
 * The files to upload, each path once.
 * @throws {UsageError} for a path that is not there, and for two files that would go to one place.
 */
export async function collectFiles(options: CollectOptions): Promise<LocalFile[]> {
  const { paths, folder, notice } = options;
  const isSelected = selectPaths(options);
  const files = new Map<string, LocalFile>();
  const add = (localPath: string, path: string, sizeBytes: number) => {
    if (!isSelected(path)) return;
    const target = folder === "" ? path : `${folder}/${path}`;
    const earlier = files.get(target);
    if (earlier !== undefined && earlier.localPath !== localPath) {
      throw new UsageError(`${earlier.localPath} and ${localPath} would both become ${target}`);
    }
    files.set(target, { localPath, path: target, sizeBytes });
  };
  for (const path of paths) {
    const localPath = resolve(path);
    const found = await stat(localPath).catch(() => undefined);
    if (found === undefined) throw new UsageError(`${path} does not exist`);
    if (found.isFile()) add(localPath, basename(localPath), found.size);
    else if (found.isDirectory()) await walk({ localPath, prefix: "" }, add, notice);
    else throw new UsageError(`${path} is neither a file nor a folder`);
  }
  return [...files.values()];
}

type Add = (localPath: string, path: string, sizeBytes: number) => void;

/** Linked files are followed, linked folders are not: they may lead round in a circle. */
async function walk(
  { localPath, prefix }: { localPath: string; prefix: string },
  add: Add,
  notice: (text: string) => void,
): Promise<void> {
  for await (const entry of await opendir(localPath)) {
    if (NEVER_UPLOADED.has(entry.name)) continue;
    const child = join(localPath, entry.name);
    const path = prefix + entry.name;
    if (entry.isDirectory()) {
      await walk({ localPath: child, prefix: `${path}/` }, add, notice);
      continue;
    }
    const found = await stat(child).catch(() => undefined);
    if (found?.isFile()) add(child, path, found.size);
    else notice(`left out, as it is no file: ${child}`);
  }
}
