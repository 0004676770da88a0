/** A file on its way into an archive; its bytes are read when their turn comes. */
export type ArchiveFile = {
  /** Path inside the archive, by slashes. */
  name: string;
  /** Exactly so many bytes come. */
  sizeBytes: number;
  modifiedAt: Date;
  isExecutable: boolean;
  /** Whether it is worth compressing. */
  compresses: boolean;
  read: () => AsyncIterable<Uint8Array>;
};

/** Unix modes of plain files. */
export function modeOf({ isExecutable }: Pick<ArchiveFile, "isExecutable">): number {
  return isExecutable ? 0o100755 : 0o100644;
}

/** Fails when a file has another size than was said: the archive would be damaged behind it. */
export async function* readExactly(
  file: Pick<ArchiveFile, "name" | "sizeBytes" | "read">,
): AsyncGenerator<Uint8Array, void, undefined> {
  let sizeBytes = 0;
  for await (const chunk of file.read()) {
    sizeBytes += chunk.byteLength;
    yield chunk;
  }
  if (sizeBytes !== file.sizeBytes) {
    throw new Error(`${file.name} has ${sizeBytes} bytes instead of ${file.sizeBytes}`);
  }
}
