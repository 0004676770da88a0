/** REP-4: what the page may send, from the gallery's own settings. */
export type Limits = {
  fileBytes: number;
  /** What is still free in the repository. */
  freeBytes: number;
  /** PUB-12: how many files at a time, and of how many bytes together. Absent: any. */
  files?: number;
  bytes?: number;
};

/** What the files make together that were taken before. */
export type Taken = { files: number; bytes: number };

/** The limit that one more file would break. */
export function brokenLimit(
  sizeBytes: number,
  taken: Taken,
  { fileBytes, freeBytes, files = Infinity, bytes = Infinity }: Limits,
): keyof Limits | undefined {
  if (sizeBytes > fileBytes) return "fileBytes";
  if (taken.files >= files) return "files";
  if (taken.bytes + sizeBytes > bytes) return "bytes";
  return taken.bytes + sizeBytes > freeBytes ? "freeBytes" : undefined;
}
