import { createCipheriv, createHash } from "node:crypto";
import { open } from "node:fs/promises";

/** A part of a file: its bytes follow from its seed alone, so that files may have parts in common. */
export type Part = {
  seed: string;
  sizeBytes: number;
  /**
   * `noise`, the default, cannot be packed; `rows` are lines of JSON with words, which can; `weights`
   * are small numbers of four bytes, which pack a little when bytes of the same place stand together.
   */
  kind?: "noise" | "rows" | "weights";
};

type Maker = (part: Part) => Iterable<Buffer>;
const MAKERS: Record<NonNullable<Part["kind"]>, Maker> = {
  noise: noiseOf,
  rows: rowsOf,
  weights: weightsOf,
};

const STEP_BYTES = 1024 * 1024;
const ZEROS = Buffer.alloc(STEP_BYTES);

/** Writes the parts one behind the other, onto the disk. @returns how many bytes, and their SHA-256. */
export async function writeParts(
  path: string,
  parts: Iterable<Part>,
): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash("sha256");
  const file = await open(path, "w");
  let sizeBytes = 0;
  try {
    for (const part of parts) {
      for (const bytes of MAKERS[part.kind ?? "noise"](part)) {
        hash.update(bytes);
        await file.writeFile(bytes);
        sizeBytes += bytes.length;
      }
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}

function* noiseOf({ seed, sizeBytes }: Part): Generator<Buffer, void, undefined> {
  const key = createHash("sha256").update(seed).digest();
  const cipher = createCipheriv("aes-128-ctr", key.subarray(0, 16), key.subarray(16));
  for (let left = sizeBytes; left > 0; left -= STEP_BYTES) {
    yield cipher.update(ZEROS.subarray(0, Math.min(left, STEP_BYTES)));
  }
}

/** Signs and exponents of numbers around a hundredth. */
const TOP_BYTES = [0x3c, 0x3d, 0xbc, 0xbd];

function* weightsOf(part: Part): Generator<Buffer, void, undefined> {
  for (const bytes of noiseOf(part)) {
    for (let at = 3; at < bytes.length; at += 4) {
      bytes[at] = TOP_BYTES[(bytes[at] ?? 0) % TOP_BYTES.length] ?? 0;
    }
    yield bytes;
  }
}

const SYLLABLES = [
  "ka",
  "lo",
  "mi",
  "ne",
  "pu",
  "ra",
  "si",
  "to",
  "ve",
  "zu",
  "an",
  "el",
  "or",
  "ix",
];
const WORDS_OF_A_ROW = 48;

/** Whole rows: the last one may exceed the size. */
function* rowsOf({ seed, sizeBytes }: Part): Generator<Buffer, void, undefined> {
  const [noise = Buffer.alloc(0)] = noiseOf({ seed, sizeBytes: Math.min(sizeBytes, STEP_BYTES) });
  let at = 0;
  const next = (limit: number) => (noise[at++ % noise.length] ?? 0) % limit;
  const word = () =>
    Array.from({ length: 1 + next(4) }, () => SYLLABLES[next(SYLLABLES.length)]).join("");
  for (let left = sizeBytes, row = 0; left > 0; row++) {
    const text = Array.from({ length: WORDS_OF_A_ROW }, word).join(" ");
    const line = Buffer.from(
      `${JSON.stringify({ id: `${seed}-${row}`, label: next(10), text })}\n`,
    );
    left -= line.length;
    yield line;
  }
}
