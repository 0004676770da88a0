import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import { randomAccess } from "../../random-access.ts";
import { inspectFile } from "../inspect-file.ts";
import type { Inspection } from "../inspection.ts";

const LIMITS = {
  depth: 4,
  entries: 1000,
  unpackedBytes: 20_000_000,
  heldBytes: 1_000_000,
  instructions: 100_000,
};

export function inspect(bytes: Buffer, limits = LIMITS): Promise<Inspection> {
  const source = {
    sizeBytes: bytes.length,
    async *read({ start, end }: { start: number; end: number }) {
      yield bytes.subarray(start, end);
    },
  };
  return inspectFile(randomAccess(source, 1_000_000_000), limits);
}

export const fixture = (name: string) => readFile(new URL(`../fixtures/${name}`, import.meta.url));

/** The imports with their level, those that are called with brackets. */
export function importsOf({ imports }: Inspection): string[] {
  return imports.map(
    ({ module, name, level, isCalled }) => `${level} ${module}.${name}${isCalled ? "()" : ""}`,
  );
}

export async function aZip(entries: Record<string, Buffer>, compress = true): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(bytes, name, { compress });
  zip.end();
  return buffer(zip.outputStream);
}

/** Writes a pickle by hand: opcodes and the arguments behind them. */
export function steps(...parts: (string | number | Buffer)[]): Buffer {
  return Buffer.concat(
    parts.map((part) =>
      typeof part === "string"
        ? Buffer.from(part, "latin1")
        : typeof part === "number"
          ? Buffer.from([part])
          : part,
    ),
  );
}

/** A pickle of protocol 0 that runs `true`. */
export const SYSTEM = steps("cos\nsystem\n(S'true'\ntR.");
export const PROTO_4 = Buffer.from([0x80, 4]);
export const STACK_GLOBAL = 0x93;

export function text(value: string): Buffer {
  return steps(0x8c, value.length, value);
}
