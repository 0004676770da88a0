import type { Context } from "../../../../context.ts";
import type { Entry } from "../../../reading/entry.ts";
import { findEntries } from "../../../reading/find-entries.ts";
import { openEntry } from "../../../reading/open-file.ts";
import type { Repository } from "../../../repository.ts";
import { joinPath } from "./join-path.ts";
import { foldersUpFrom, METADATA_NAMES, pathOfRow } from "./metadata-files.ts";
import type { MetadataRow } from "./metadata-row.ts";
import { readMetadataRows } from "./read-metadata-rows.ts";

type ReadContext = Pick<Context, "config" | "db" | "store">;

/** Folders of one page that are looked into, and metadata files that are read. */
const MAX_FOLDERS = 200;
const MAX_FILES = 4;

/**
 * What metadata files say of these files, by path. As in the image-folder and audio-folder
 * convention of the hub, `metadata.csv`, `.jsonl` or `.parquet` lies beside the files or in a folder
 * above, and its column `file_name` holds paths relative to itself.
 * Source: https://huggingface.co/docs/datasets/image_dataset#imagefolder
 */
export async function findMetadata(
  ctx: ReadContext,
  repository: Repository,
  { commit, entries }: { commit: string; entries: readonly Entry[] },
): Promise<Map<string, MetadataRow>> {
  const files = await findFiles(ctx, repository, { commit, entries });
  const rows = new Map<string, MetadataRow>();
  for (const { file, paths } of files.slice(0, MAX_FILES)) {
    const opened = await openEntry(ctx, repository, { commit, entry: file });
    const wanted = new Set(paths);
    for await (const { fileName, row } of readMetadataRows(ctx, opened)) {
      const path = pathOfRow(file.path, fileName);
      if (path === undefined || !wanted.delete(path)) continue;
      rows.set(path, row);
      if (wanted.size === 0) break;
    }
  }
  return rows;
}

/** The nearest metadata file of each path. */
async function findFiles(
  ctx: ReadContext,
  repository: Repository,
  { commit, entries }: { commit: string; entries: readonly Entry[] },
): Promise<{ file: Entry; paths: string[] }[]> {
  const folders = new Set(entries.flatMap(({ path }) => foldersUpFrom(path)));
  const candidates = [...folders]
    .slice(0, MAX_FOLDERS)
    .flatMap((folder) => METADATA_NAMES.map((name) => joinPath(folder, name)));
  const found = await findEntries(ctx, repository, { commit, paths: candidates });
  const byPath = new Map(found.map((entry) => [entry.path, entry]));
  const groups = new Map<string, { file: Entry; paths: string[] }>();
  for (const { path } of entries) {
    const file = foldersUpFrom(path)
      .flatMap((folder) => METADATA_NAMES.map((name) => byPath.get(joinPath(folder, name))))
      .find((entry) => entry?.type === "file");
    if (file === undefined) continue;
    const group = groups.get(file.path) ?? { file, paths: [] };
    group.paths.push(path);
    groups.set(file.path, group);
  }
  return [...groups.values()];
}
