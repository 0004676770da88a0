/** A file of which any part can be read: what every reader of a file format works on. */
export type RandomAccess = {
  sizeBytes: number;
  /**
   * The bytes `[start, end)`, cut at the end of the file.
   * @throws {ReadBudgetError} when this and all reads before are more than the reader may read.
   */
  read: (start: number, end: number) => Promise<Buffer>;
  /** How many bytes were read in all. */
  readonly bytesRead: number;
};

/** A source of byte ranges as streams, such as a file of a repository. */
type RangeSource = {
  sizeBytes: number;
  read: (range: { start: number; end: number }) => AsyncIterable<Uint8Array>;
};

/** What a file claims would take more bytes to read than its reader was given. */
export class ReadBudgetError extends Error {
  override name = "ReadBudgetError";
}

/**
 * Reads parts of a file into memory, within a budget: whatever sizes a file claims, no more than
 * this is ever read or held.
 */
export function randomAccess(source: RangeSource, budgetBytes: number): RandomAccess {
  let bytesRead = 0;
  return {
    sizeBytes: source.sizeBytes,
    get bytesRead() {
      return bytesRead;
    },
    async read(start, end) {
      const range = {
        start: Math.min(start, source.sizeBytes),
        end: Math.min(end, source.sizeBytes),
      };
      if (range.end <= range.start) return Buffer.alloc(0);
      bytesRead += range.end - range.start;
      if (bytesRead > budgetBytes) throw new ReadBudgetError(`more than ${budgetBytes} bytes`);
      return Buffer.concat(await Array.fromAsync(source.read(range)));
    },
  };
}
