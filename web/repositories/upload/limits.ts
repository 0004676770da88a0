/** REP-4: what the page may send, from the gallery's own settings. */
export type Limits = {
  fileBytes: number;
  /** What is still free in the repository. */
  freeBytes: number;
  filesPerCommit: number;
};

type Counted = { count: number; sizeBytes: number };

/** The limit that one more file would break, beside those that are taken already. */
export function brokenLimit(
  sizeBytes: number,
  taken: Counted,
  limits: Limits,
): keyof Limits | undefined {
  if (sizeBytes > limits.fileBytes) return "fileBytes";
  if (taken.count + 1 > limits.filesPerCommit) return "filesPerCommit";
  if (taken.sizeBytes + sizeBytes > limits.freeBytes) return "freeBytes";
  return undefined;
}
