import { type ForwardAccess, forwardAccess } from "../../../platform/formats/forward-access.ts";
import { ReadBudgetError } from "../../../platform/formats/random-access.ts";
import { unpackStream } from "../../../platform/formats/unpack-stream.ts";
import type { OpenFile } from "../../reading/entry.ts";
import type { Archive } from "./archive.ts";
import { expansionOf } from "./archive-findings.ts";
import { readTar } from "./read-tar.ts";

/** What is packed as one stream is listed by unpacking it: its beginning must be enough. */
const UNPACKED_BYTES = 4 * 1024 ** 3;
const READ_TIME_MS = 5000;
const FORMATS = {
  gzip: { tar: "tar.gz", single: "gz" },
  zstd: { tar: "tar.zst", single: "zst" },
} as const;
const PACKED_EXTENSION = /\.(?:gz|zst)$/iu;

/**
 * What lies in a tar archive that is packed as a whole, or else the one file that is. Nothing of it
 * is kept: the bytes go by.
 * @throws {UnpackError} when not even its beginning unpacks.
 */
export async function readPacked(file: OpenFile, packing: keyof typeof FORMATS): Promise<Archive> {
  const signal = AbortSignal.timeout(READ_TIME_MS);
  const packed = new Counted(file.read(undefined, { signal }));
  const limits = { bytes: UNPACKED_BYTES, signal };
  const unpacked = forwardAccess(unpackStream(packed, packing), limits);
  try {
    const tar = await readTar(unpacked);
    const { files, findings } = tar ?? (await readSingle(file.name, unpacked));
    const sizes = { sizeBytes: unpacked.bytesRead, packedBytes: packed.bytes };
    return {
      format: FORMATS[packing][tar === undefined ? "single" : "tar"],
      files: files.map((entry) => ({ ...entry, compressedBytes: null })),
      packedBytes: file.sizeBytes,
      findings: [...expansionOf(sizes), ...findings],
    };
  } finally {
    await unpacked.close();
  }
}

/** How many bytes it has is known once all are unpacked. */
async function readSingle(
  packedName: string,
  unpacked: ForwardAccess,
): Promise<Pick<Archive, "files" | "findings">> {
  const isWhole = await reachesEnd(unpacked);
  const sizeBytes = unpacked.bytesRead;
  const name = packedName.replace(PACKED_EXTENSION, "");
  return {
    files: [{ name, sizeBytes, compressedBytes: null, isEncrypted: false, isUnsafe: false }],
    findings: isWhole ? [] : [{ code: "unpacked-in-part", count: sizeBytes, example: "" }],
  };
}

async function reachesEnd(unpacked: ForwardAccess): Promise<boolean> {
  try {
    await unpacked.readToEnd();
    return true;
  } catch (error) {
    if (error instanceof ReadBudgetError) return false;
    throw error;
  }
}

/** Counts what is read of a stream, which may be less than it has. */
class Counted implements AsyncIterable<Uint8Array> {
  bytes = 0;
  readonly #chunks: AsyncIterable<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#chunks) {
      this.bytes += chunk.length;
      yield chunk;
    }
  }
}
