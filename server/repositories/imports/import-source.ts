/** One file of a source, below its path. */
export type SourceFile = {
  path: string;
  sizeBytes: number;
  /** Names this very state of the file; another one, another state. */
  entityTag: string;
};

/** Where an import takes files from. What it throws is a problem in words for who imports. */
export type ImportSource = {
  /** Every file, its path as the source has it: nothing about it is believed yet. */
  list: (signal: AbortSignal) => AsyncIterable<SourceFile>;
  /** @throws {SourceChangedError} when the file is not, or no longer, the one that was listed. */
  read: (file: SourceFile, signal: AbortSignal) => AsyncIterable<Uint8Array>;
  close: () => void;
};

export class SourceChangedError extends Error {
  override name = "SourceChangedError";
}
