import { packChunk } from "../chunk.ts";
import { hashChunk, hashTerm, type XetHash } from "../hash.ts";
import { hashFileOfTree, hashXorb, MerkleTree } from "../merkle.ts";

export type BuiltXorb = {
  hash: XetHash;
  bytes: Buffer;
  chunks: { bytes: Buffer; hash: XetHash; sizeBytes: number }[];
};

/** A xorb as a client would send it. */
export function buildXorb(pieces: readonly Buffer[]): BuiltXorb {
  const chunks = pieces.map((bytes) => ({
    bytes,
    hash: hashChunk(bytes),
    sizeBytes: bytes.length,
  }));
  return { hash: hashXorb(chunks), bytes: Buffer.concat(pieces.map(packChunk)), chunks };
}

/** A file of chunks of xorbs, `end` not included; what it claims can be falsified. */
export type BuiltFile = {
  terms: { xorb: BuiltXorb; first: number; end: number; claims?: { sizeBytes?: number } }[];
  sha256: string;
  claims?: { hash?: XetHash; proof?: XetHash; withoutProof?: boolean; withoutSha256?: boolean };
};

/** The shard of an upload. */
export function buildShard(files: readonly BuiltFile[]): Buffer {
  const header = entry(
    Buffer.from("HFRepoMetaData\0UigEj{\x81W\x83\xa5\xbd\xd9\\\xcd\xd1J\xa9", "latin1"),
  );
  header.writeBigUInt64LE(2n, 32);
  const bookend = entry(Buffer.alloc(32, 0xff));
  return Buffer.concat([header, ...files.flatMap(fileEntries), bookend, bookend]);
}

export function fileHash({ terms }: Pick<BuiltFile, "terms">): XetHash {
  const tree = new MerkleTree();
  for (const { xorb, first, end } of terms) {
    for (const chunk of xorb.chunks.slice(first, end)) tree.push(chunk);
  }
  return hashFileOfTree(tree);
}

function fileEntries({ terms, sha256, claims = {} }: BuiltFile): Buffer[] {
  const head = entry(claims.hash ?? fileHash({ terms }));
  const verification = claims.withoutProof === true ? 0 : 0x8000_0000;
  const metadata = claims.withoutSha256 === true ? 0 : 0x4000_0000;
  head.writeUInt32LE(verification + metadata, 32);
  head.writeUInt32LE(terms.length, 36);
  const sequence = terms.map(({ xorb, first, end, claims: claimed }) => {
    const term = entry(xorb.hash);
    const sizeBytes = xorb.chunks.slice(first, end).reduce((sum, one) => sum + one.sizeBytes, 0);
    term.writeUInt32LE(claimed?.sizeBytes ?? sizeBytes, 36);
    term.writeUInt32LE(first, 40);
    term.writeUInt32LE(end, 44);
    return term;
  });
  const proofs = terms.map(({ xorb, first, end }) =>
    entry(claims.proof ?? hashTerm(xorb.chunks.slice(first, end).map(({ hash }) => hash))),
  );
  const stored = Buffer.from(sha256, "hex").swap64();
  return [
    head,
    ...sequence,
    ...(verification === 0 ? [] : proofs),
    ...(metadata === 0 ? [] : [entry(stored)]),
  ];
}

function entry(hash: Buffer): Buffer {
  const bytes = Buffer.alloc(48);
  hash.copy(bytes, 0, 0, 32);
  return bytes;
}
