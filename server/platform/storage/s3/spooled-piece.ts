import { createHash, randomBytes, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { removeFile } from "../durable-files.ts";
import type { ByteSpan } from "../object-store.ts";
import { asStorageError } from "../storage-problem.ts";
import { releaseChunks, writeFully } from "../write-stream.ts";
import { encodeCrc32 } from "./base64-crc32.ts";
import { type Digest, bytesPayload, type Payload } from "./objects.ts";

const BATCH_BYTES = 1024 * 1024;

export type SpoolOptions = {
  folder: string;
  /** Where the first byte of the source lies in the whole. */
  offset: number;
  /** Where the piece that begins at a position ends at the latest. */
  endOf: (position: number) => number;
  /** What the bucket checks a piece by. */
  digest: "sha256" | "crc32";
  ownsChunks?: boolean;
};

/**
 * A stretch of a stream in a file without a name: its length and digest must be known before it is
 * sent, and it can be sent again. The file is gone when it is closed, and when the process ends.
 */
export class SpooledPiece {
  readonly #file: FileHandle;
  readonly #sha256: Hash | undefined;
  #crc32 = 0;
  readonly #options: SpoolOptions;
  readonly #start: number;
  readonly #limit: number;
  #sizeBytes = 0;
  #writtenBytes = 0;
  #batch: Uint8Array[] = [];

  private constructor(file: FileHandle, start: number, options: SpoolOptions) {
    this.#file = file;
    this.#start = start;
    this.#limit = options.endOf(start);
    this.#options = options;
    this.#sha256 = options.digest === "sha256" ? createHash("sha256") : undefined;
  }

  static async open(start: number, options: SpoolOptions): Promise<SpooledPiece> {
    const path = join(options.folder, randomBytes(16).toString("hex"));
    const file = await open(path, "wx+", 0o600);
    await removeFile(path);
    return new SpooledPiece(file, start, options);
  }

  get span(): ByteSpan {
    return { start: this.#start, end: this.#start + this.#sizeBytes };
  }

  get isFull(): boolean {
    return this.span.end === this.#limit;
  }

  /** @returns what of the chunk belongs to the next piece. */
  async append(chunk: Uint8Array): Promise<Uint8Array> {
    const room = this.#limit - this.span.end;
    const [taken, rest] = [chunk.subarray(0, room), chunk.subarray(room)];
    if (this.#sha256) this.#sha256.update(taken);
    else this.#crc32 = crc32(taken, this.#crc32);
    this.#batch.push(taken);
    this.#sizeBytes += taken.byteLength;
    if (this.isFull || this.#sizeBytes - this.#writtenBytes >= BATCH_BYTES) await this.#write();
    return rest;
  }

  /** Writes what still gathers. @returns the digest of all bytes. */
  async finish(): Promise<Digest> {
    await this.#write();
    return this.#sha256
      ? { sha256: this.#sha256.digest("base64") }
      : { crc32: encodeCrc32(this.#crc32) };
  }

  /** The bytes, or a part of them; valid until the piece is closed. */
  payload(within: ByteSpan = this.span): Payload {
    const sizeBytes = within.end - within.start;
    if (sizeBytes === 0) return bytesPayload(new Uint8Array());
    const start = within.start - this.#start;
    const { fd } = this.#file;
    const range = { start, end: start + sizeBytes - 1 };
    return {
      sizeBytes,
      open: () =>
        createReadStream("", { fd, ...range, autoClose: false, highWaterMark: BATCH_BYTES }),
    };
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #write(): Promise<void> {
    const sizeBytes = this.#sizeBytes - this.#writtenBytes;
    if (sizeBytes === 0) return;
    const batch = { chunks: this.#batch, position: this.#writtenBytes, sizeBytes };
    await writeFully(this.#file, batch).catch((error: unknown) => {
      throw asStorageError(error);
    });
    if (this.#options.ownsChunks === true) releaseChunks(this.#batch);
    this.#batch = [];
    this.#writtenBytes = this.#sizeBytes;
  }
}

/**
 * Cuts a stream into pieces, each to be closed by who takes it; the next one gathers meanwhile.
 * What arrived before the source failed comes as a last, shorter piece; then the failure.
 */
export async function* spoolPieces(
  source: AsyncIterable<Uint8Array>,
  options: SpoolOptions,
): AsyncGenerator<SpooledPiece, void, undefined> {
  let piece: SpooledPiece | undefined;
  let position = options.offset;
  let failure: { error: unknown } | undefined;
  try {
    const chunks = failingLater(source, (error) => (failure = { error }));
    for await (const chunk of chunks) {
      for (let rest = chunk; rest.byteLength > 0;) {
        piece ??= await SpooledPiece.open(position, options);
        rest = await piece.append(rest);
        position = piece.span.end;
        if (!piece.isFull) continue;
        const full = piece;
        piece = undefined;
        yield full;
      }
    }
    if (piece !== undefined) {
      const last = piece;
      piece = undefined;
      yield last;
    }
  } finally {
    await piece?.close();
  }
  if (failure !== undefined) throw failure.error;
}

/** Ends where the source fails, and tells why. */
async function* failingLater(
  source: AsyncIterable<Uint8Array>,
  tell: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = source[Symbol.asyncIterator]();
  let isOver = false;
  try {
    for (;;) {
      const next = await chunks.next();
      isOver = next.done === true;
      if (next.done === true) return;
      yield next.value;
    }
  } catch (error) {
    isOver = true;
    tell(error);
  } finally {
    if (!isOver) await chunks.return?.();
  }
}
