import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import {
  hashFileOfTree,
  hashTerm,
  hashText,
  type FileTerm,
  MerkleTree,
  readShardFiles,
  type ShardFile,
  XetFormatError,
} from "../../platform/formats/xet/index.ts";
import type { Repository } from "../repository.ts";
import { checkFileSize, fileLimit } from "../rules/limits.ts";
import { recordUpload } from "../store/contents.ts";
import { findVerifiedFile, type NewTerm, upsertChunkedContent } from "../store/chunked-contents.ts";
import { insertAskedChunks, refreshXorbs } from "../store/xorbs.ts";
import { checkBytes } from "./check-bytes.ts";
import { refuseFormat } from "./refuse-format.ts";
import { type OpenXorb, openUsableXorbs } from "./usable-xorbs.ts";

/** Terms whose xorbs are held at a time. */
const WINDOW = 64;

/**
 * Makes contents of the files that a shard describes, one after the other. Everything it claims is
 * checked: that its sender may name the chunks, their sizes, the proof of each term, the hash of
 * the file, and the SHA-256 of the bytes themselves. For 24 hours the repository's namespace may
 * commit the files by their SHA-256.
 * @param onFile hears of each file that is done.
 * @throws {Problem} `validation-failed`, `content-unknown`, `file-too-large`.
 */
export async function registerFiles(
  ctx: RequestContext,
  repository: Repository,
  { shard, onFile }: { shard: AsyncIterable<Uint8Array>; onFile?: (files: number) => void },
): Promise<{ files: number }> {
  const register = async () => {
    let files = 0;
    for await (const file of readShardFiles(shard)) {
      await registerFile(ctx, repository, file);
      onFile?.(++files);
    }
    return { files };
  };
  return refuseFormat(register());
}

async function registerFile(
  ctx: RequestContext,
  repository: Repository,
  file: ShardFile,
): Promise<void> {
  const { sha256 } = file;
  if (sha256 === null) throw new XetFormatError("a file comes without its SHA-256");
  const limit = fileLimit(ctx.config.limits, ctx.viewer);
  const sizeBytes = file.terms.reduce((sum, term) => sum + term.sizeBytes, 0);
  checkFileSize({ path: sha256, sizeBytes }, limit);
  const terms = await checkTerms(ctx, repository, file);
  const known = { sha256: Buffer.from(sha256, "hex"), xetHash: file.hash };
  // The same file, verified before: its bytes need not be read again.
  if (!(await findVerifiedFile(ctx.db, known))) await checkBytes(ctx, { sha256, terms });
  await withTransaction(ctx.db, async (trx) => {
    const xorbIds = [...new Set(terms.map(({ xorbId }) => xorbId))];
    const kept = await refreshXorbs(trx, xorbIds);
    if (kept.size < xorbIds.length) throw problem("content-unknown");
    const { contentId } = await upsertChunkedContent(trx, { ...known, sizeBytes, terms });
    await recordUpload(trx, { namespaceId: repository.namespaceId, contentId });
    const [first] = terms;
    if (first === undefined) return;
    await insertAskedChunks(trx, first.xorbId, [
      { hash: first.firstHash, position: first.firstChunk },
    ]);
  });
}

type CheckedTerm = NewTerm & {
  objectKey: string;
  /** Hash of its first chunk. */
  firstHash: Buffer;
  /** Where its chunks lie in the xorb. */
  packed: { start: number; end: number };
};

/** All that a shard says of a file, against what is known of the xorbs. */
async function checkTerms(
  ctx: RequestContext,
  repository: Repository,
  file: ShardFile,
): Promise<CheckedTerm[]> {
  if (file.verification.length !== file.terms.length) {
    throw new XetFormatError("a file comes without the proof of its terms");
  }
  const tree = new MerkleTree();
  const checked: CheckedTerm[] = [];
  let startByte = 0;
  for (let start = 0; start < file.terms.length; start += WINDOW) {
    const window = file.terms.slice(start, start + WINDOW);
    const hashes = window.map(({ xorb }) => xorb);
    const xorbs = await openUsableXorbs(ctx, repository, hashes);
    for (const [index, term] of window.entries()) {
      const xorb = requireChunks(xorbs.get(term.xorb.toString("hex")), term);
      const hashes = checkTerm(xorb, term, file.verification[start + index]);
      const { firstChunk, endChunk, sizeBytes } = term;
      const { id: xorbId, objectKey, chunks } = xorb;
      hashes.forEach((hash, place) => {
        tree.push({ hash, sizeBytes: chunks.sizeBytes(firstChunk + place) });
      });
      const packed = {
        start: chunks.packedStart(firstChunk),
        end: chunks.packedStart(endChunk),
      };
      const [firstHash = Buffer.alloc(0)] = hashes;
      const placed = { xorbId, firstChunk, endChunk, startByte, sizeBytes };
      checked.push({ ...placed, objectKey, firstHash, packed });
      startByte += sizeBytes;
    }
  }
  if (!hashFileOfTree(tree).equals(file.hash)) {
    throw new XetFormatError(`the chunks of ${hashText(file.hash)} make another file`);
  }
  return checked;
}

/** The same answer whether chunks are not there or not theirs to name. */
function requireChunks(xorb: OpenXorb | undefined, term: FileTerm): OpenXorb {
  if (xorb?.allows({ first: term.firstChunk, end: term.endChunk })) return xorb;
  throw problem("content-unknown", {
    detail: `The chunks ${term.firstChunk} to ${term.endChunk} of the xorb ${hashText(term.xorb)} were not uploaded`,
  });
}

/** @returns the hashes of the term's chunks. */
function checkTerm(
  { chunks }: OpenXorb,
  { xorb, firstChunk, endChunk, sizeBytes }: FileTerm,
  proof: Buffer | undefined,
): Buffer[] {
  if (chunks.bytesOf(firstChunk, endChunk) !== sizeBytes) {
    throw new XetFormatError(`a term of the xorb ${hashText(xorb)} has another size`);
  }
  const hashes: Buffer[] = [];
  for (let index = firstChunk; index < endChunk; index++) hashes.push(chunks.hash(index));
  if (proof === undefined || !hashTerm(hashes).equals(proof)) {
    throw new XetFormatError(`the proof of a term of the xorb ${hashText(xorb)} is wrong`);
  }
  return hashes;
}
