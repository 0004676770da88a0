import type { ColumnMetaData, PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { TableFormatError } from "../table.ts";
import { chunkStart } from "./footer.ts";

/** A data page: where it lies with its header, and the row of the group that it begins with. */
export type Page = { offset: number; sizeBytes: number; firstRow: number; values: number };

/** The pages of a column chunk as far as they were walked; what follows is found when needed. */
export type PageWalk = {
  pages: Page[];
  /** Rows of the pages; of lists in old pages unknown, then their values. */
  rows: number;
  knowsRows: boolean;
  next: number;
  end: number;
};

type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

/** Headers are some dozen bytes long, unless they hold the smallest and largest of long values. */
const PEEK_BYTES = [512, 65_536] as const;
const PAGE_BYTES = 256 * 1024 * 1024;
const PAGE_VALUES = 50_000_000;

/** @param isRepeated whether the column has lists: old pages do not tell where their rows begin. */
export function startWalk(chunk: ColumnMetaData): PageWalk {
  const start = Number(chunkStart(chunk));
  const end = start + Number(chunk.total_compressed_size);
  return { pages: [], rows: 0, knowsRows: true, next: start, end };
}

/**
 * Walks from header to header, reading only those, until the pages hold so many rows.
 * @throws {TableFormatError} when a page lies outside its chunk or claims impossible sizes.
 */
export async function walkPages(
  walk: PageWalk,
  untilRow: number,
  { read, isRepeated }: { read: ReadBytes; isRepeated: boolean },
): Promise<void> {
  while (walk.rows < untilRow && walk.next < walk.end) {
    const { header, headerBytes } = await readHeader(read, walk);
    const sizeBytes = headerBytes + header.compressed_page_size;
    const values = checkHeader(header, { start: walk.next, sizeBytes, end: walk.end });
    if (header.type === "DATA_PAGE" || header.type === "DATA_PAGE_V2") {
      const counted = header.data_page_header_v2?.num_rows;
      if (counted === undefined && isRepeated) walk.knowsRows = false;
      walk.pages.push({ offset: walk.next, sizeBytes, firstRow: walk.rows, values });
      walk.rows += counted ?? values;
    }
    walk.next += sizeBytes;
  }
}

async function readHeader(read: ReadBytes, { next, end }: PageWalk) {
  for (const peek of PEEK_BYTES) {
    const bytes = await read(next, Math.min(end, next + peek));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const reader = { view, offset: 0 };
    try {
      const header = parquetHeader(reader);
      return { header, headerBytes: reader.offset };
    } catch {
      if (bytes.length < peek) break;
    }
  }
  throw new TableFormatError("A page of the Parquet file cannot be read");
}

type PageClaim = { start: number; sizeBytes: number; end: number };

/** @returns how many values the page holds. */
function checkHeader(header: PageHeader, { start, sizeBytes, end }: PageClaim): number {
  const v1 = header.data_page_header?.num_values;
  const v2 = header.data_page_header_v2?.num_values;
  const values = v1 ?? v2 ?? header.dictionary_page_header?.num_values ?? 0;
  const { compressed_page_size: compressed, uncompressed_page_size: whole } = header;
  if (!(compressed >= 0) || start + sizeBytes > end) {
    throw new TableFormatError("A page of the Parquet file lies outside its column");
  }
  if (!(whole >= 0 && whole <= PAGE_BYTES && values >= 0 && values <= PAGE_VALUES)) {
    throw new TableFormatError(`A page claims ${values} values in ${whole} bytes`);
  }
  return values;
}
