import type { ArchiveFinding, ArchiveFormat } from "#contract/repositories/archive-listing.ts";

export type ArchiveFile = {
  name: string;
  sizeBytes: number;
  /** null where files are packed together. */
  compressedBytes: number | null;
  isEncrypted: boolean;
  isUnsafe: boolean;
};

export type Archive = {
  format: ArchiveFormat;
  files: ArchiveFile[];
  /** Of all files. */
  packedBytes: number;
  findings: ArchiveFinding[];
};
