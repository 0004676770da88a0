import type { FileMetaData } from "hyparquet";
import type { RandomAccess } from "../../random-access.ts";
import { findColumns, type ParquetColumn } from "./columns.ts";
import { readFooter } from "./footer.ts";
import type { PageWalk } from "./pages.ts";
import { refuse } from "./refuse.ts";

export type ParquetTable = {
  metadata: FileMetaData;
  columns: ParquetColumn[];
  /** Pages found by earlier reads, by row group and path of the column. */
  walks: Map<string, PageWalk>;
};

/** Reads what a Parquet file says of itself. @throws {TableFormatError} when it lies. */
export async function openParquet(file: RandomAccess): Promise<ParquetTable> {
  try {
    const metadata = await readFooter(file);
    return { metadata, columns: findColumns(metadata), walks: new Map() };
  } catch (error) {
    return refuse(error);
  }
}
