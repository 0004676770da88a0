import { type RandomAccess, ReadBudgetError } from "./random-access.ts";

type ForwardLimits = {
  /** Bytes that may go by, looked at or not. */
  bytes: number;
  /** Ends the reading; what was looked at before stays. */
  signal: AbortSignal;
};

/** Bytes that only come in order, as a file whose end is not known before it is reached. */
export type ForwardAccess = RandomAccess & {
  /** Lets the rest go by. @throws {ReadBudgetError} as `read` does. */
  readToEnd: () => Promise<void>;
  /** Frees the source; nothing is read after it. */
  close: () => Promise<void>;
};

/**
 * Reads forward only: no read may begin before the one before it. Bytes in between go by without
 * being held, and count towards the limit. A limit that is met is a `ReadBudgetError`.
 */
export function forwardAccess(
  chunks: AsyncIterable<Buffer>,
  { bytes: limitBytes, signal }: ForwardLimits,
): ForwardAccess {
  const source = chunks[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  let start = 0;
  let bytesRead = 0;

  const next = async (): Promise<Buffer | undefined> => {
    const { done, value } = await source.next().catch((error: unknown) => {
      throw signal.aborted ? new ReadBudgetError("it takes too long") : error;
    });
    if (done === true) return undefined;
    bytesRead += value.length;
    if (bytesRead > limitBytes) throw new ReadBudgetError(`more than ${limitBytes} bytes`);
    if (signal.aborted) throw new ReadBudgetError("it takes too long");
    return value;
  };

  return {
    sizeBytes: Number.POSITIVE_INFINITY,
    get bytesRead() {
      return bytesRead;
    },
    async read(from, end) {
      if (from < start) throw new RangeError(`byte ${from} has gone by`);
      while (start + held.length < end) {
        const chunk = await next();
        if (chunk === undefined) break;
        const kept = held.subarray(Math.max(0, from - start));
        start += held.length - kept.length;
        held = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
      }
      return held.subarray(Math.max(0, from - start), Math.max(0, end - start));
    },
    async readToEnd() {
      while ((await next()) !== undefined) held = Buffer.alloc(0);
    },
    async close() {
      await source.return?.();
    },
  };
}
