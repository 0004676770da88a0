import { Blake3Hasher } from "@napi-rs/blake-hash";

/**
 * A hash of the xet protocol: 32 bytes of BLAKE3. Its text is not plain hexadecimal: see `hashText`.
 */
export type XetHash = Buffer;

const HASH_BYTES = 32;
const WORD_BYTES = 8;

/** Keys of the keyed hashes. Source: xet specification, hashing.md. */
const DATA_KEY = Buffer.from(
  "6697f5775b9550de3135cbaca597181c9de421109beb2b58b4d0b04b93adf229",
  "hex",
);
const INTERNAL_NODE_KEY = Buffer.from(
  "017ec5c7a5472996fd946666b48a02e65ddd536f37c76dd2f86352e64a53713f",
  "hex",
);
const VERIFICATION_KEY = Buffer.from(
  "7f1857d6ce56ed66127ff913e7a5c3f3a4cd26d5b5db49e64124987f28fb94c3",
  "hex",
);
const FILE_KEY = Buffer.alloc(HASH_BYTES);

const chunkHasher = Blake3Hasher.newKeyed(DATA_KEY);
const nodeHasher = Blake3Hasher.newKeyed(INTERNAL_NODE_KEY);
const verificationHasher = Blake3Hasher.newKeyed(VERIFICATION_KEY);
const fileHasher = Blake3Hasher.newKeyed(FILE_KEY);

/** Of a chunk's unpacked bytes. */
export function hashChunk(bytes: Buffer): XetHash {
  return hashWith(chunkHasher, bytes);
}

/** Of an inner node of a Merkle tree, from the lines that describe its children. */
export function hashNode(lines: string): XetHash {
  return hashWith(nodeHasher, lines);
}

/** Of a file, from the root of the Merkle tree over its chunks. */
export function hashFile(root: XetHash): XetHash {
  return hashWith(fileHasher, root);
}

/** Of a term of a file: proof that its sender knows the chunks that the term names. */
export function hashTerm(chunks: readonly XetHash[]): XetHash {
  return hashWith(verificationHasher, Buffer.concat(chunks));
}

/** Of a chunk's hash under the key of an answer, so that only who has the chunk recognises it. */
export function hashUnderKey(chunk: XetHash, key: Buffer): XetHash {
  return Blake3Hasher.newKeyed(key).update(chunk).digestBuffer();
}

function hashWith(hasher: Blake3Hasher, input: string | Buffer): XetHash {
  hasher.reset();
  return hasher.update(input).digestBuffer();
}

/**
 * The text of a hash: each 8 bytes as one little-endian number, in 16 lower-case hexadecimal digits.
 * Source: xet specification, api.md.
 */
export function hashText(hash: XetHash): string {
  return Buffer.from(hash).swap64().toString("hex");
}

/** The hash of a text; undefined when it is not the text of one. */
export function parseHashText(text: string): XetHash | undefined {
  return /^[0-9a-f]{64}$/u.test(text) ? Buffer.from(text, "hex").swap64() : undefined;
}

/** A SHA-256 as shards store it: as if its hexadecimal digits were the text of a hash. */
export function sha256OfShard(stored: Buffer): string {
  return hashText(stored);
}

/** The last 8 bytes of a hash as a number, modulo a power of two up to 65,536. */
export function remainder(hash: XetHash, divisor: number): number {
  return hash.readUInt16LE(HASH_BYTES - WORD_BYTES) % divisor;
}
