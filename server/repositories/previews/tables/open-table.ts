import { problem } from "#contract/problems.ts";
import type { Context } from "../../../context.ts";
import type { TableFile, TableFormat } from "../../../platform/formats/tables/index.ts";
import type { OpenFile } from "../../reading/entry.ts";
import { extensionOf } from "../../reading/media-type.ts";
import { openFile } from "../../reading/open-file.ts";
import { resolveRevision } from "../../reading/resolve-revision.ts";
import type { Repository } from "../../repository.ts";

const FORMATS: Readonly<Record<string, TableFormat>> = {
  csv: "csv",
  tsv: "csv",
  jsonl: "jsonl",
  ndjson: "jsonl",
  parquet: "parquet",
};

/** Whether a file of this name is shown as a table. */
export function isTableName(path: string): boolean {
  return extensionOf(path) in FORMATS;
}

export type OpenTable = { commit: string; etag: string; file: TableFile };

/**
 * Opens a file at a revision as a table.
 * @throws {Problem} `revision-not-found`, `entry-not-found`, `preview-unreadable` by its name.
 */
export async function openTable(
  ctx: Pick<Context, "db" | "store">,
  repository: Repository,
  { revision, path }: { revision: string; path: string },
): Promise<OpenTable> {
  const commit = await resolveRevision(ctx, repository, revision);
  const opened = await openFile(ctx, repository, { commit, path });
  const file = asTable(ctx, opened);
  if (file === undefined) {
    const known = Object.keys(FORMATS).join(", ");
    throw problem("preview-unreadable", {
      detail: `Only files of these names are tables: ${known}`,
    });
  }
  return { commit, etag: opened.etag, file };
}

/** A file as the readers of tables know it; undefined by its name. */
export function asTable(
  { store }: Pick<Context, "store">,
  { etag, name, sizeBytes, objectKey, read }: OpenFile,
): TableFile | undefined {
  const format = FORMATS[extensionOf(name)];
  if (format === undefined) return undefined;
  const localPath = objectKey === undefined ? null : (store.localPath?.(objectKey) ?? null);
  // What is kept of a content goes with the object that it is kept of.
  return { key: objectKey ?? etag, name, format, sizeBytes, localPath, read };
}
