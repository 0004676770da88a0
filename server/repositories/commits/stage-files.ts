import { createHash } from "node:crypto";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { hashObject, type ObjectId, objectHash, writePointer } from "../../platform/git/index.ts";
import { inParallel } from "../contents/in-parallel.ts";
import { readContent } from "../contents/read-content.ts";
import { createSliceReader, type ReadSlice } from "../contents/slice-reader.ts";
import { keepContent } from "../contents/store-content.ts";
import type { BlobState } from "../objects/object-reader.ts";
import type { Repository } from "../repository.ts";
import { type FileSample, SAMPLE_BYTES } from "../rules/large-files.ts";
import { type Content, findStoredByHash, recordUpload } from "../store/contents.ts";
import type { NamedContent } from "../store/edges.ts";
import { findObjects, type NewObject, type PackedBlob } from "../store/objects.ts";
import type { ResolvedPut } from "./resolve-sources.ts";
import { type UnpackedBlob, writePack } from "./write-pack.ts";

const INLINE_BYTES = 16 * 1024;
/** More than this of one commit goes into the pack, however small the files are. */
const INLINE_TOTAL_BYTES = 64 * 1024 * 1024;
const STORE_WIDTH = 8;

/** Everything a commit needs of its files, durable but not yet referenced. */
export type StagedFiles = {
  /** By path: what the tree will name. */
  files: Map<string, ObjectId>;
  blobs: Map<ObjectId, BlobState>;
  inline: NewObject[];
  pack: { objectKey: string; sizeBytes: number; blobs: PackedBlob[] } | null;
  contents: NamedContent[];
  /** Blobs that were purged once and come again. */
  revived: ObjectId[];
};

/**
 * Makes git blobs and contents of the files, by the one rule for large files, whatever way their
 * bytes came. What a failure leaves behind is freed by the collector.
 */
export async function stageFiles(
  ctx: RequestContext,
  repository: Repository,
  { puts, isLarge }: { puts: readonly ResolvedPut[]; isLarge: (file: FileSample) => boolean },
): Promise<StagedFiles> {
  const staging = new Map<string, UnpackedBlob>();
  const contents = new Map<number, NamedContent>();
  const slices = { read: createSliceReader(ctx), heldBytes: 0 };
  await inParallel(puts, STORE_WIDTH, async (put) => {
    const { blob, content } = await stageFile(ctx, repository, { put, isLarge, slices });
    staging.set(put.path, blob);
    if (content !== null) contents.set(content.id, { id: content.id, path: put.path });
  });
  const unique = new Map([...staging.values()].map((blob) => [blob.oid, blob]));
  const { inline, packed, revived } = await divide(ctx, repository, [...unique.values()]);
  return {
    files: new Map([...staging].map(([path, { oid }]) => [path, oid])),
    blobs: new Map([...unique].map(([oid, { state }]) => [oid, state])),
    inline,
    pack: packed.length === 0 ? null : await writePack(ctx.store, packed),
    contents: [...contents.values()],
    revived,
  };
}

type StageTask = {
  put: ResolvedPut;
  isLarge: (file: FileSample) => boolean;
  slices: { read: ReadSlice; heldBytes: number };
};
type StagedFile = { blob: UnpackedBlob; content: Content | null };

async function stageFile(
  ctx: RequestContext,
  repository: Repository,
  { put: { path, sizeBytes, source }, isLarge, slices }: StageTask,
): Promise<StagedFile> {
  switch (source.kind) {
    case "pointer": {
      const pointer = { sha256: source.content.sha256, sizeBytes };
      return { blob: blobOf(source.bytes, pointer), content: source.content };
    }
    case "bytes": {
      const sample = source.bytes.subarray(0, SAMPLE_BYTES);
      if (!isLarge({ path, sizeBytes, sample })) {
        return { blob: blobOf(source.bytes, undefined), content: null };
      }
      return pointerTo(await storeBytes(ctx, repository, source.bytes));
    }
    case "slice": {
      const { content, range } = source;
      const bytes = await slices.read(content, range);
      const sample = bytes.subarray(0, SAMPLE_BYTES);
      if (isLarge({ path, sizeBytes, sample })) {
        return pointerTo(await storeBytes(ctx, repository, bytes));
      }
      const isHeld = sizeBytes <= INLINE_BYTES && slices.heldBytes < INLINE_TOTAL_BYTES;
      if (isHeld) {
        slices.heldBytes += sizeBytes;
        return { blob: blobOf(Buffer.from(bytes), undefined), content: null };
      }
      // Read again when the pack is written: memory stays constant however many files there are.
      const read = () => readContent(ctx, content, { range });
      return { blob: { ...blobOf(bytes, undefined), read }, content: null };
    }
    case "content": {
      const { content } = source;
      const sample = sizeBytes === 0 ? new Uint8Array() : await readSample(ctx, content);
      if (isLarge({ path, sizeBytes, sample })) return pointerTo(content);
      return { blob: await blobOfContent(ctx, content), content: null };
    }
  }
}

function blobOf(bytes: Uint8Array, pointer: BlobState["pointer"]): UnpackedBlob {
  return {
    oid: hashObject("blob", bytes),
    state: { sizeBytes: bytes.byteLength, pointer },
    read: () => [bytes],
  };
}

function pointerTo(content: Content): StagedFile {
  const pointer = { sha256: content.sha256, sizeBytes: content.sizeBytes };
  return { blob: blobOf(writePointer(pointer), pointer), content };
}

async function blobOfContent(ctx: RequestContext, content: Content): Promise<UnpackedBlob> {
  const hash = objectHash("blob", content.sizeBytes);
  for await (const chunk of readContent(ctx, content)) hash.update(chunk);
  return {
    oid: hash.digest("hex"),
    state: { sizeBytes: content.sizeBytes, pointer: undefined },
    read: () => readContent(ctx, content),
  };
}

async function readSample(ctx: RequestContext, content: Content): Promise<Buffer> {
  const range = { start: 0, end: Math.min(SAMPLE_BYTES, content.sizeBytes) };
  return Buffer.concat(await Array.fromAsync(readContent(ctx, content, { range })));
}

/** Bytes that came inside a commit are their sender's, so that an equal content may be used. */
async function storeBytes(
  ctx: RequestContext,
  { namespaceId }: Repository,
  bytes: Uint8Array,
): Promise<Content> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const known = await findStoredByHash(ctx.db, sha256);
  if (known !== undefined) {
    // Runs again after a deadlock with whoever stores the same bytes just now.
    const upload = { namespaceId, contentId: known.id };
    await withTransaction(ctx.db, (trx) => recordUpload(trx, upload));
    return known;
  }
  const stored = await ctx.store.write([bytes], { expectedSha256: sha256 });
  return keepContent(ctx, stored, { namespaceId });
}

/** Small blobs go into the database, larger ones into the pack, those that are there nowhere. */
async function divide(
  ctx: RequestContext,
  repository: Repository,
  blobs: readonly UnpackedBlob[],
): Promise<{ inline: NewObject[]; packed: UnpackedBlob[]; revived: ObjectId[] }> {
  const oids = blobs.map(({ oid }) => oid);
  const stored = await findObjects(ctx.db, repository.id, { oids, bodyLimitBytes: 0 });
  const isStored = new Set(stored.flatMap(({ oid, isPurged }) => (isPurged ? [] : [oid])));
  const inline: NewObject[] = [];
  const packed: UnpackedBlob[] = [];
  let inlineBytes = 0;
  for (const blob of blobs) {
    if (isStored.has(blob.oid)) continue;
    const { sizeBytes } = blob.state;
    if (sizeBytes > INLINE_BYTES || inlineBytes + sizeBytes > INLINE_TOTAL_BYTES) {
      packed.push(blob);
      continue;
    }
    inlineBytes += sizeBytes;
    const body = Buffer.concat(await Array.fromAsync(blob.read()));
    inline.push({ oid: blob.oid, type: "blob", body });
  }
  // In one order everywhere: two commits that bring the same blobs wait for each other, once.
  inline.sort((one, other) => (one.oid < other.oid ? -1 : 1));
  packed.sort((one, other) => (one.oid < other.oid ? -1 : 1));
  const revived = stored.flatMap(({ oid, isPurged }) => (isPurged ? [oid] : []));
  return { inline, packed, revived };
}
