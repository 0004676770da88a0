import type { RequestContext } from "../../context.ts";
import { hashObject, type ObjectId, objectHash, writePointer } from "../../platform/git/index.ts";
import { inParallel } from "../contents/in-parallel.ts";
import { readContent } from "../contents/read-content.ts";
import { createSliceReader, type ReadSlice } from "../contents/slice-reader.ts";
import { storeBytes } from "../contents/store-bytes.ts";
import type { BlobState } from "../objects/object-reader.ts";
import type { Repository } from "../repository.ts";
import { type FileSample, SAMPLE_BYTES } from "../rules/large-files.ts";
import type { Content } from "../store/contents.ts";
import type { NamedContent } from "../store/edges.ts";
import { findObjects, type NewObject, type PackedBlob } from "../store/objects.ts";
import type { ResolvedPut } from "./resolve-sources.ts";
import { type UnpackedBlob, writePack } from "./write-pack.ts";

const INLINE_BYTES = 16 * 1024;
/** More than this of one commit goes into the pack, however small the files are. */
const INLINE_TOTAL_BYTES = 64 * 1024 * 1024;
const STAGE_WIDTH = 8;
/** Bytes that came inside the commit are stored so many files, or bytes, at a time. */
const BATCH_FILES = 512;
const BATCH_BYTES = 8 * 1024 * 1024;

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
  const take = (path: string, { blob, content }: StagedFile) => {
    staging.set(path, blob);
    if (content !== null) contents.set(content.id, { id: content.id, path });
  };
  const batches = new Batches(async (files) => {
    const stored = await storeBytes(
      ctx,
      repository,
      files.map(({ bytes }) => bytes),
    );
    for (const [at, content] of stored.entries()) {
      take(files[at]?.path ?? "", pointerTo(content));
    }
  });
  await inParallel(puts, STAGE_WIDTH, async (put) => {
    const staged = await stageFile(ctx, { put, isLarge, slices });
    if ("blob" in staged) take(put.path, staged);
    else await batches.add({ path: put.path, bytes: staged.large });
  });
  await batches.finish();
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
/** Bytes that become a content. */
type LargeFile = { large: Uint8Array };

async function stageFile(
  ctx: RequestContext,
  { put: { path, sizeBytes, source }, isLarge, slices }: StageTask,
): Promise<StagedFile | LargeFile> {
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
      return { large: source.bytes };
    }
    case "slice": {
      const { content, range } = source;
      const bytes = await slices.read(content, range);
      const sample = bytes.subarray(0, SAMPLE_BYTES);
      // A copy: the slice would hold all of the upload that it lies in.
      if (isLarge({ path, sizeBytes, sample })) return { large: Buffer.from(bytes) };
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

type Waiting = { path: string; bytes: Uint8Array };

/** Gathers files and gives them on, many at a time; whoever fills a batch waits until it is done. */
class Batches {
  readonly #store: (files: readonly Waiting[]) => Promise<void>;
  #waiting: Waiting[] = [];
  #bytes = 0;

  constructor(store: (files: readonly Waiting[]) => Promise<void>) {
    this.#store = store;
  }

  async add(file: Waiting): Promise<void> {
    this.#waiting.push(file);
    this.#bytes += file.bytes.byteLength;
    const isFull = this.#waiting.length >= BATCH_FILES || this.#bytes >= BATCH_BYTES;
    if (isFull) await this.finish();
  }

  async finish(): Promise<void> {
    const files = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    if (files.length > 0) await this.#store(files);
  }
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
