import type { ArchiveFinding } from "#contract/repositories/archive-listing.ts";

export type ArchiveFile = {
  name: string;
  sizeBytes: number;
  compressedBytes: number;
  isEncrypted: boolean;
  isUnsafe: boolean;
};

export type Archive = {
  format: "zip" | "tar";
  files: ArchiveFile[];
  findings: ArchiveFinding[];
};
