/** Hashes are hex in the program and bytea in the database. */
export function bytesOf(hex: string): Buffer {
  return Buffer.from(hex, "hex");
}

export function hexOf(bytes: Buffer): string {
  return bytes.toString("hex");
}

export function hexOrNull(bytes: Buffer | null): string | null {
  return bytes === null ? null : bytes.toString("hex");
}
