import { type FileMetaData, parquetMetadata } from "hyparquet";
import type { RandomAccess } from "../../random-access.ts";
import { MOST_COLUMNS, TableFormatError } from "../table.ts";

/** "PAR1" at the end of the file; "PARE" where the footer is encrypted. */
const MAGIC = "PAR1";
const TAIL_BYTES = 512 * 1024;
/** A footer beyond this describes millions of column chunks: nobody's table. */
const FOOTER_BYTES = 64 * 1024 * 1024;

/**
 * What a Parquet file says of itself, checked against the file: every column chunk lies inside it.
 * @throws {TableFormatError} when it lies or is no Parquet file.
 */
export async function readFooter(file: RandomAccess): Promise<FileMetaData> {
  const { sizeBytes } = file;
  const tail = await file.read(Math.max(0, sizeBytes - TAIL_BYTES), sizeBytes);
  const magic = tail.subarray(-4).toString("latin1");
  if (sizeBytes < 12 || magic !== MAGIC) {
    const isEncrypted = magic === "PARE";
    throw new TableFormatError(
      isEncrypted
        ? "The Parquet file is encrypted"
        : "The file does not end as a Parquet file does",
    );
  }
  const footerBytes = tail.readUInt32LE(tail.length - 8) + 8;
  if (footerBytes + 4 > sizeBytes) {
    throw new TableFormatError(`The footer claims ${footerBytes} of ${sizeBytes} bytes`);
  }
  if (footerBytes > FOOTER_BYTES) throw new TableFormatError("The footer is larger than 64 MiB");
  const isInTail = footerBytes <= tail.length;
  const footer = isInTail ? tail : await file.read(sizeBytes - footerBytes, sizeBytes);
  const metadata = parse(footer);
  check(metadata, sizeBytes);
  return metadata;
}

function parse(footer: Buffer): FileMetaData {
  try {
    return parquetMetadata(Uint8Array.from(footer), { geoparquet: false });
  } catch (error) {
    throw new TableFormatError("The footer of the Parquet file cannot be read", { cause: error });
  }
}

function check({ num_rows: rows, row_groups: groups, schema }: FileMetaData, sizeBytes: number) {
  if ((schema[0]?.num_children ?? 0) > MOST_COLUMNS) {
    throw new TableFormatError(`The table has more than ${MOST_COLUMNS} columns`);
  }
  if (rows < 0n || rows > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new TableFormatError(`The footer claims ${rows} rows`);
  }
  let counted = 0n;
  for (const group of groups) {
    counted += group.num_rows;
    if (group.num_rows < 0n) throw new TableFormatError("A row group claims a negative size");
    for (const { file_path: path, meta_data: chunk } of group.columns) {
      if (path !== undefined) throw new TableFormatError("Its data lie in other files");
      if (chunk === undefined) throw new TableFormatError("A column chunk is encrypted");
      const start = Number(chunkStart(chunk));
      const end = start + Number(chunk.total_compressed_size);
      if (start < 4 || end < start || end > sizeBytes) {
        throw new TableFormatError("A column chunk lies outside the file");
      }
    }
  }
  if (counted !== rows) throw new TableFormatError("The row groups do not add up to the rows");
}

type ChunkPlace = { data_page_offset: bigint; dictionary_page_offset?: bigint };

/** The first byte of a column chunk: its dictionary, where it has one. */
export function chunkStart({
  data_page_offset: data,
  dictionary_page_offset: dictionary,
}: ChunkPlace): bigint {
  return dictionary !== undefined && dictionary > 0n && dictionary < data ? dictionary : data;
}
