import { sha256OfShard, type XetHash } from "./hash.ts";
import { XetFormatError } from "./xet-error.ts";

/** A shard tells what files are made of, and which chunks lie in which xorb. */
const TAG = Buffer.from(
  "HFRepoMetaData\0\x55\x69\x67\x45\x6a\x7b\x81\x57\x83\xa5\xbd\xd9\x5c\xcd\xd1\x4a\xa9",
  "latin1",
);
const HEADER_VERSION = 2n;
const FOOTER_VERSION = 1n;
/** The header and every entry have this many bytes. */
const ENTRY_BYTES = 48;
const HASH_BYTES = 32;
const FOOTER_BYTES = 200;
/** Where the footer tells the places of the lookup tables of files, xorbs and chunks. */
const LOOKUP_OFFSETS = [24, 40, 56];
const BOOKEND = Buffer.concat([Buffer.alloc(HASH_BYTES, 0xff), Buffer.alloc(16)]);
const WITH_VERIFICATION = 0x8000_0000;
const WITH_METADATA = 0x4000_0000;
/** Terms of one file: enough for 60 GB in terms of a single chunk. */
const MAX_TERMS = 1_000_000;

/** Some chunks of a xorb, one behind the other in a file. */
export type FileTerm = {
  xorb: XetHash;
  /** Unpacked bytes. */
  sizeBytes: number;
  firstChunk: number;
  /** The chunk after the last one. */
  endChunk: number;
};

/** What a shard says of a file. */
export type ShardFile = {
  hash: XetHash;
  terms: FileTerm[];
  /** One for each term, or none; see `hashTerm`. */
  verification: XetHash[];
  /** In hexadecimal; null when the shard does not say. */
  sha256: string | null;
};

/**
 * The files of a shard, in its order, holding one at a time. What stands behind them (lists of
 * chunks, a footer) is read to its end and left out: a server knows from the xorbs themselves.
 * Source: xet specification, shard.md.
 * @throws {XetFormatError}
 */
export async function* readShardFiles(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<ShardFile, void, undefined> {
  const entries = readEntries(source);
  checkHeader(await nextEntry(entries));
  for (;;) {
    const head = await nextEntry(entries);
    if (isBookend(head)) break;
    yield await readFile(head, entries);
  }
  for await (const entry of entries) void entry;
}

type Entries = AsyncGenerator<Buffer, void, undefined>;

async function readFile(head: Buffer, entries: Entries): Promise<ShardFile> {
  const flags = head.readUInt32LE(32);
  const count = head.readUInt32LE(36);
  if (count > MAX_TERMS) throw new XetFormatError(`a file has more than ${MAX_TERMS} terms`);
  const terms: FileTerm[] = [];
  for (let index = 0; index < count; index++) terms.push(readTerm(await nextEntry(entries)));
  const verification: XetHash[] = [];
  if ((flags & WITH_VERIFICATION) !== 0) {
    for (let index = 0; index < count; index++) {
      verification.push(hashIn(await nextEntry(entries)));
    }
  }
  const hasMetadata = (flags & WITH_METADATA) !== 0;
  const sha256 = hasMetadata ? sha256OfShard(hashIn(await nextEntry(entries))) : null;
  return { hash: hashIn(head), terms, verification, sha256 };
}

function readTerm(entry: Buffer): FileTerm {
  const term = {
    xorb: hashIn(entry),
    sizeBytes: entry.readUInt32LE(36),
    firstChunk: entry.readUInt32LE(40),
    endChunk: entry.readUInt32LE(44),
  };
  if (term.endChunk <= term.firstChunk) throw new XetFormatError("a term of a file has no chunks");
  return term;
}

function checkHeader(header: Buffer): void {
  if (!hashIn(header).equals(TAG)) throw new XetFormatError("this is no shard");
  const version = header.readBigUInt64LE(32);
  if (version !== HEADER_VERSION) throw new XetFormatError(`a shard has version ${version}`);
}

function hashIn(entry: Buffer): Buffer {
  return Buffer.from(entry.subarray(0, HASH_BYTES));
}

function isBookend(entry: Buffer): boolean {
  return entry.subarray(0, HASH_BYTES).equals(BOOKEND.subarray(0, HASH_BYTES));
}

async function nextEntry(entries: Entries): Promise<Buffer> {
  const { done, value } = await entries.next();
  if (done) throw new XetFormatError("a shard ends too early");
  return value;
}

/** The source in pieces of an entry each; a shorter rest belongs to the footer and is dropped. */
async function* readEntries(source: AsyncIterable<Uint8Array>): Entries {
  let pending: Buffer = Buffer.alloc(0);
  for await (const bytes of source) {
    pending = Buffer.concat([pending, bytes]);
    let offset = 0;
    for (; pending.length - offset >= ENTRY_BYTES; offset += ENTRY_BYTES) {
      yield pending.subarray(offset, offset + ENTRY_BYTES);
    }
    pending = pending.subarray(offset);
  }
}

/** A xorb as an answer to a question for a chunk describes it. */
export type ShardXorb = {
  hash: XetHash;
  /** Bytes of the xorb as it is stored. */
  packedBytes: number;
  /** In order. The hashes are those of the chunks, or those of them under the shard's key. */
  chunks: readonly { hash: XetHash; sizeBytes: number }[];
};

/**
 * A shard without files, as it answers the question for a chunk.
 * @param key the chunk hashes are under this key (`hashUnderKey`); 32 bytes.
 * @param expiresAt until when a client may use the answer.
 */
export function writeXorbShard(
  xorbs: readonly ShardXorb[],
  { key, now, expiresAt }: { key: Buffer; now: Date; expiresAt: Date },
): Buffer {
  const blocks = xorbs.flatMap(writeXorb);
  const fileInfoOffset = ENTRY_BYTES;
  const xorbInfoOffset = fileInfoOffset + ENTRY_BYTES;
  const body = Buffer.concat([writeHeader(), BOOKEND, ...blocks, BOOKEND]);
  const footer = Buffer.alloc(FOOTER_BYTES);
  footer.writeBigUInt64LE(FOOTER_VERSION, 0);
  footer.writeBigUInt64LE(BigInt(fileInfoOffset), 8);
  footer.writeBigUInt64LE(BigInt(xorbInfoOffset), 16);
  // The client takes the first of three empty lookup tables for the end of the xorbs, where the
  // specification has reserved bytes. Source: xet-core, metadata_shard/shard_format.rs.
  for (const offset of LOOKUP_OFFSETS) footer.writeBigUInt64LE(BigInt(body.length), offset);
  key.copy(footer, 72, 0, HASH_BYTES);
  footer.writeBigUInt64LE(unixSeconds(now), 104);
  footer.writeBigUInt64LE(unixSeconds(expiresAt), 112);
  footer.writeBigUInt64LE(BigInt(body.length), 192);
  return Buffer.concat([body, footer]);
}

function writeHeader(): Buffer {
  const header = Buffer.alloc(ENTRY_BYTES);
  TAG.copy(header);
  header.writeBigUInt64LE(HEADER_VERSION, 32);
  header.writeBigUInt64LE(BigInt(FOOTER_BYTES), 40);
  return header;
}

function writeXorb({ hash, packedBytes, chunks }: ShardXorb): Buffer[] {
  const head = Buffer.alloc(ENTRY_BYTES);
  hash.copy(head);
  head.writeUInt32LE(chunks.length, 36);
  head.writeUInt32LE(packedBytes, 44);
  let start = 0;
  const entries = chunks.map((chunk) => {
    const entry = Buffer.alloc(ENTRY_BYTES);
    chunk.hash.copy(entry);
    entry.writeUInt32LE(start, 32);
    entry.writeUInt32LE(chunk.sizeBytes, 36);
    start += chunk.sizeBytes;
    return entry;
  });
  head.writeUInt32LE(start, 40);
  return [head, ...entries];
}

function unixSeconds(date: Date): bigint {
  return BigInt(Math.floor(date.getTime() / 1000));
}
