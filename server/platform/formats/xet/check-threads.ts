import { ChunkList } from "./cut-chunks.ts";
import type { XetHash } from "./hash.ts";
import { openSession, type SessionKind, type ThreadResult } from "./thread.ts";

/** Bytes gathered before they go to a thread: a message costs more than copying them. */
const BATCH_BYTES = 1024 * 1024;

/** A xorb that was checked. */
export type CheckedXorb = { hash: XetHash; table: Buffer };

/**
 * Passes a xorb on while a thread checks it: it ends only when its bytes are a xorb.
 * @param onChecked hears what it is, just before the end.
 * @throws {XetFormatError} while the bytes come, or at their end.
 */
export async function* checkingXorb(
  source: AsyncIterable<Uint8Array>,
  onChecked: (xorb: CheckedXorb) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  using check = openCheck("xorb");
  for await (const bytes of source) {
    await check.push(bytes);
    yield bytes;
  }
  const { hash, table } = await check.finish();
  onChecked({ hash: Buffer.from(hash), table: Buffer.from(table) });
}

/** The chunks into which the content of a file cuts it. */
export async function cutIntoChunks(source: AsyncIterable<Uint8Array>): Promise<ChunkList> {
  using check = openCheck("chunks");
  for await (const bytes of source) await check.push(bytes);
  return new ChunkList(Buffer.from((await check.finish()).list));
}

/**
 * Chunks as they lie in a xorb, one behind the other.
 * @param sizes of the chunks that the bytes are; their memory is given away.
 * @returns what they take, and where each ends in it.
 */
export async function packChunks(
  bytes: Uint8Array<ArrayBuffer>,
  sizes: readonly number[],
): Promise<{ bytes: Uint8Array; ends: readonly number[] }> {
  const result = await openSession()({ verb: "pack", bytes, sizes });
  if (result?.kind !== "packed") throw new Error("chunks were lost with their thread");
  return result;
}

/** The SHA-256 of what packed chunks unpack to, in hexadecimal. @throws {XetFormatError} */
export async function hashUnpacked(source: AsyncIterable<Uint8Array>): Promise<string> {
  using check = openCheck("file");
  for await (const bytes of source) await check.push(bytes);
  return (await check.finish()).sha256;
}

type Check<Kind extends SessionKind> = {
  push: (bytes: Uint8Array) => Promise<void>;
  finish: () => Promise<Extract<ThreadResult, { kind: Kind }>>;
  [Symbol.dispose]: () => void;
};

function openCheck<Kind extends SessionKind>(kind: Kind): Check<Kind> {
  const perform = openSession();
  let underway: Promise<unknown> = perform({ verb: "open", kind });
  let batch = new Uint8Array(BATCH_BYTES);
  let filled = 0;
  const flush = async () => {
    const bytes = filled === BATCH_BYTES ? batch : batch.slice(0, filled);
    batch = new Uint8Array(BATCH_BYTES);
    filled = 0;
    await underway;
    underway = perform({ verb: "push", bytes });
    // Its failure is met at the next await; until then it must not count as unhandled.
    underway.catch(() => undefined);
  };
  return {
    async push(bytes) {
      // Copied, for the bytes are the caller's and may be gone when the batch is sent.
      for (let start = 0; start < bytes.byteLength;) {
        const part = bytes.subarray(start, start + BATCH_BYTES - filled);
        batch.set(part, filled);
        filled += part.byteLength;
        start += part.byteLength;
        if (filled === BATCH_BYTES) await flush();
      }
    },
    async finish() {
      await flush();
      await underway;
      const result = await perform({ verb: "finish" });
      if (result?.kind !== kind) throw new Error(`a check for a ${kind} has lost its thread`);
      return result as Extract<ThreadResult, { kind: Kind }>;
    },
    [Symbol.dispose]: () => void perform({ verb: "close" }).catch(() => undefined),
  };
}
