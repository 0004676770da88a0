import { constants, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { Readable, type Transform } from "node:stream";

/** How a stream of bytes is packed as a whole. */
export type Packing = "gzip" | "zlib" | "zstd";

/** The bytes are not packed as they begin, or end too early. */
export class UnpackError extends Error {
  override name = "UnpackError";
}

const CHUNK_BYTES = 65_536;
/** Memory that a stream may ask for: 2²⁷ bytes are what `zstd --ultra -22` needs. */
const ZSTD_WINDOW_LOG = 27;

const UNPACKERS: Readonly<Record<Packing, () => Transform>> = {
  gzip: () => createGunzip({ chunkSize: CHUNK_BYTES }),
  zlib: () => createInflate({ chunkSize: CHUNK_BYTES }),
  zstd: () =>
    createZstdDecompress({
      chunkSize: CHUNK_BYTES,
      params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG },
    }),
};

/**
 * Unpacks a stream as it is read: whoever reads bounds the bytes, and stops when it is enough.
 * @throws {UnpackError}
 */
export async function* unpackStream(
  packed: AsyncIterable<Uint8Array>,
  packing: Packing,
): AsyncGenerator<Buffer> {
  const source = Readable.from(packed, { objectMode: false });
  const unpacker = UNPACKERS[packing]();
  source.on("error", (error) => unpacker.destroy(error));
  try {
    for await (const chunk of source.pipe(unpacker)) yield chunk as Buffer;
  } catch (error) {
    if (!isOfUnpacker(error)) throw error;
    throw new UnpackError(`It is not packed as ${packing}`, { cause: error });
  } finally {
    source.destroy();
    unpacker.destroy();
  }
}

function isOfUnpacker(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(?:Z_|ZSTD_)/u.test(String(error.code));
}
