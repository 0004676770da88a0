import type { TaskFile } from "./protocol.ts";
import type { TaskSource } from "./worker-process.ts";

/** A file that is read as a table. */
export type TableFile = TaskFile & {
  read: TaskSource["read"];
  /** Where it lies as a file of its own; null where its bytes are only had in ranges. */
  localPath: string | null;
};

/** The engine reads Parquet where it lies. */
export function isDirect(file: TableFile): file is TableFile & { localPath: string } {
  return file.format === "parquet" && file.localPath !== null;
}

/** The same bytes are one table under every name, but a name may say how its text is cut. */
export function keyOf({ key, format, name }: Named): string {
  return `${key} ${format} ${/\.tsv$/i.test(name) ? "tabs" : ""}`;
}

export function taskFile({ key, name, format, sizeBytes }: TableFile): TaskFile {
  return { key, name, format, sizeBytes };
}

type Named = Pick<TableFile, "key" | "format" | "name">;

/** The keys of a content under all formats and names as which it may have been read. */
export function formsOf(key: string): string[] {
  const forms = [
    { key, format: "csv", name: "a.csv" },
    { key, format: "csv", name: "a.tsv" },
    { key, format: "jsonl", name: "a.jsonl" },
    { key, format: "parquet", name: "a.parquet" },
  ] as const;
  return forms.map(keyOf);
}
