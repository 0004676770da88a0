/** REP-4: what the page may send, from the gallery's own settings. */
export type Limits = {
  fileBytes: number;
  /** What is still free in the repository. */
  freeBytes: number;
};

/** The limit that one more file would break, beside the bytes that are taken already. */
export function brokenLimit(
  sizeBytes: number,
  takenBytes: number,
  limits: Limits,
): keyof Limits | undefined {
  if (sizeBytes > limits.fileBytes) return "fileBytes";
  return takenBytes + sizeBytes > limits.freeBytes ? "freeBytes" : undefined;
}
