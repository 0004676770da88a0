/** One entry as the central directory describes it. None of it is believed by who reads the bytes. */
export type ZipEntry = {
  /** As written: may be absolute, may contain `..`, may end with `/` for a folder. */
  name: string;
  compressedBytes: number;
  sizeBytes: number;
  /** 0 stored, 8 deflated; others are not read here. */
  method: number;
  /** The general purpose bits: 0x1 encrypted, 0x8 sizes follow the bytes, 0x800 UTF-8 name. */
  flags: number;
  crc32: number;
  /** In the file, bytes before the archive included. */
  localHeaderOffset: number;
  isZip64: boolean;
};

export type ZipDirectory = {
  entries: ZipEntry[];
  /** Bytes before the archive: a self-extracting program, or another file in front. */
  prefixBytes: number;
  /** Bytes after the end of the archive and its comment. */
  trailingBytes: number;
};
