import type { FileMode } from "../../platform/git/index.ts";

/** A file or folder at one commit. */
export type Entry = {
  type: "file" | "folder";
  path: string;
  name: string;
  mode: FileMode;
  /** Git object id: of a large file its pointer's, of a folder its tree's. */
  oid: string;
  /** Bytes of the file itself; of a folder all below it where the path index knows, else 0. */
  sizeBytes: number;
  /** SHA-256 of a large file; null for small files and folders. */
  sha256: string | null;
  /** Known on the head of the default branch; null elsewhere. */
  lastCommit: string | null;
};

/** Half-open range of bytes `[start, end)`. */
export type ByteInterval = { start: number; end: number };

/** Bytes that can be sent to a client. */
export type SendableFile = {
  /** What a download is saved as. */
  name: string;
  /** Depends on the content only: the blob's id, or the SHA-256 of a large file. No quotes. */
  etag: string;
  sizeBytes: number;
  mediaType: string;
  /** The object of the store that is the whole file, where there is one. */
  objectKey?: string;
  /** The content that it is, where that is kept as chunks. */
  chunkedContentId?: number;
  /** The bytes, in chunks; with `reuseBuffers` a chunk is valid until the next one is asked for. */
  read: (range?: ByteInterval, options?: ReadOptions) => AsyncIterable<Uint8Array>;
};

/** A file at a commit. */
export type OpenFile = SendableFile & {
  /** Of a file that is kept as chunks: its hash in the xet protocol, 32 bytes. */
  xetHash?: Buffer;
  entry: Entry;
};

export type ReadOptions = { reuseBuffers?: boolean; signal?: AbortSignal };
