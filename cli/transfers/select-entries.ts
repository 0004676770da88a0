import type { Address } from "#contract/fields.ts";
import { isProblem, problem } from "#contract/problems.ts";
import type { TreeEntry } from "#contract/repositories/repository.ts";
import { type GalleryClient, listTree } from "#sdk/index.ts";
import { type PathSelection, selectPaths } from "./select-paths.ts";

export type FileEntry = Pick<TreeEntry, "path" | "sizeBytes" | "oid" | "sha256">;

export type EntrySource = {
  client: GalleryClient;
  address: Address;
  commit: string;
  signal: AbortSignal;
};

/** The named files. @throws {Problem} `entry-not-found`, naming the file. */
export function getNamedFiles(
  { client, address, commit, signal }: EntrySource,
  paths: readonly string[],
): Promise<FileEntry[]> {
  return Promise.all(
    paths.map(async (path) => {
      try {
        const params = { ...address, revision: commit, path };
        return await client.call("repositories.get-file", { params }, { signal });
      } catch (error) {
        if (!isProblem(error, "entry-not-found")) throw error;
        throw problem("entry-not-found", {
          detail: `${address.owner}/${address.name} has no file ${path}`,
          hint: `See its files with: gallery-cli list ${address.owner}/${address.name}. Folders go by --include 'folder/'`,
        });
      }
    }),
  );
}

/** The files that a selection wants, read page by page. */
export async function* listSelectedFiles(
  { client, address, commit, signal }: EntrySource,
  selection: PathSelection,
): AsyncGenerator<FileEntry, void, undefined> {
  const isSelected = selectPaths(selection);
  const entries = listTree({ client, address, revision: commit, isRecursive: true, signal });
  for await (const entry of entries) {
    if (entry.type === "file" && isSelected(entry.path)) yield entry;
  }
}
