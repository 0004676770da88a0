import { createCipheriv, createHash } from "node:crypto";
import { Random } from "../random.ts";

/** What a file holds: told by a few numbers, so that nothing has to be kept in memory. */
export type Content = {
  /**
   * A card is a README.md with one word that nobody else has; pieces are what files have in common
   * that are sent as chunks.
   */
  kind: "text" | "binary" | "card" | "pieces";
  seed: number;
  sizeBytes: number;
  sha256: string;
  /** The id that git gives to these bytes. */
  blobOid: string;
};

type Recipe = Pick<Content, "kind" | "seed" | "sizeBytes">;

/** @param recipe of a card and of pieces the size follows from the seed. */
export function makeContent(recipe: Recipe): Content {
  return { ...recipe, ...hashesOf(generate(recipe)) };
}

/** The word that a card is found by. */
export function wordOf({ seed }: Pick<Content, "seed">): string {
  return `word${seed}`;
}

/** A content that was not made here: what the server itself put into a repository. */
export type Hashes = Pick<Content, "sizeBytes" | "sha256" | "blobOid">;

export function hashesOf(bytes: Uint8Array): Hashes {
  return {
    sizeBytes: bytes.byteLength,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    blobOid: createHash("sha1").update(`blob ${bytes.byteLength}\0`).update(bytes).digest("hex"),
  };
}

export function bytesOf(content: Content): Buffer<ArrayBuffer> {
  return generate(content);
}

const PIECES = { least: 2, most: 12 };
const PIECE_BYTES = { least: 3000, most: 60_000 };
/** So many pieces may be in any file. */
const COMMON_PIECES = 60;
const COMMON = 0.7;

/** The pieces of a file of that kind, in its order: most of them are in other files too. */
export function piecesOf({ seed }: Pick<Content, "seed">): Buffer[] {
  const random = new Random(seed);
  return Array.from({ length: random.int(PIECES.least, PIECES.most) }, () => {
    const name = random.chance(COMMON)
      ? `common ${random.int(1, COMMON_PIECES)}`
      : `of ${seed} ${random.int(1, PIECES.most)}`;
    const sizeBytes = new Random(0).fork(name).int(PIECE_BYTES.least, PIECE_BYTES.most);
    return noiseOf(name, sizeBytes);
  });
}

function generate({ kind, seed, sizeBytes }: Recipe): Buffer<ArrayBuffer> {
  if (kind === "pieces") return Buffer.concat(piecesOf({ seed }));
  if (kind === "card") {
    return Buffer.from(`---\nlicense: mit\n---\n# A card\n\nIt says ${wordOf({ seed })}.\n`);
  }
  const noise = noiseOf(`${kind} ${seed}`, sizeBytes);
  if (kind === "binary") return noise;
  return Buffer.from(noise.toString("base64").slice(0, sizeBytes), "latin1");
}

function noiseOf(name: string, sizeBytes: number): Buffer<ArrayBuffer> {
  const key = createHash("sha256").update(name).digest();
  const cipher = createCipheriv("aes-128-ctr", key.subarray(0, 16), key.subarray(16));
  return Buffer.from(cipher.update(Buffer.alloc(sizeBytes)));
}
