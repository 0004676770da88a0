import { problem } from "#contract/problems.ts";
import type { Context } from "../../../context.ts";
import type { TableFile, TableFormat } from "../../../platform/formats/tables/index.ts";
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
  const { etag, name, sizeBytes, objectKey, read } = await openFile(ctx, repository, {
    commit,
    path,
  });
  const localPath = objectKey === undefined ? null : (ctx.store.localPath?.(objectKey) ?? null);
  const format = FORMATS[extensionOf(path)];
  if (format === undefined) {
    const known = Object.keys(FORMATS).join(", ");
    throw problem("preview-unreadable", {
      detail: `Only files of these names are tables: ${known}`,
    });
  }
  // What is kept of a content goes with the object that it is kept of.
  const key = objectKey ?? etag;
  return { commit, etag, file: { key, name, format, sizeBytes, localPath, read } };
}
