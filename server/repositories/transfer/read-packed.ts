import type { Context } from "../../context.ts";
import type { ObjectId, ObjectIdSet, OutgoingObject } from "../../platform/git/index.ts";
import { readTreesWithIds } from "../objects/read-tree-bodies.ts";
import { findObjects, type StoredObject } from "../store/objects.ts";
import type { CollectedObjects } from "./collect-objects.ts";

const AT_ONCE = 500;
/** Larger ones are read as a stream; smaller neighbours in a pack come with one read. */
const STREAMED_BYTES = 1024 * 1024;
const RUN_BYTES = 4 * 1024 * 1024;
const GAP_BYTES = 64 * 1024;

type Source = Pick<Context, "db" | "store"> & { repositoryId: number; signal: AbortSignal };

/** The objects with their bytes, a bounded number of them in memory. */
export async function* readPacked(
  source: Source,
  objects: CollectedObjects,
): AsyncGenerator<OutgoingObject, void, undefined> {
  for (const oids of objects.commit.slices(AT_ONCE)) yield* readBatch(source, oids);
  for (const oids of objects.tag.slices(AT_ONCE)) yield* readBatch(source, oids);
  for (const oids of objects.tree.slices(AT_ONCE)) yield* readTrees(source, oids);
  yield* readBlobs(source, objects.blob);
}

async function* readTrees(
  { db, repositoryId, signal }: Source,
  oids: readonly ObjectId[],
): AsyncGenerator<OutgoingObject, void, undefined> {
  signal.throwIfAborted();
  for await (const { body } of readTreesWithIds(db, repositoryId, oids)) {
    yield { type: "tree", sizeBytes: body.length, bytes: body };
  }
}

async function* readBlobs(
  source: Source,
  blobs: ObjectIdSet,
): AsyncGenerator<OutgoingObject, void, undefined> {
  for (const oids of blobs.slices(AT_ONCE)) yield* readBatch(source, oids);
}

async function* readBatch(
  source: Source,
  oids: readonly ObjectId[],
): AsyncGenerator<OutgoingObject, void, undefined> {
  const { db, repositoryId, signal } = source;
  signal.throwIfAborted();
  const objects = await findObjects(db, repositoryId, { oids });
  for (const { type, sizeBytes, body } of objects) {
    if (body !== null) yield { type, sizeBytes, bytes: body };
  }
  yield* readRuns(source, objects);
}

type InPack = StoredObject & { packKey: string; packOffset: number };

/** Blobs of one pack that lie close to each other come with one read of the store. */
async function* readRuns(
  { store, signal }: Source,
  objects: readonly StoredObject[],
): AsyncGenerator<OutgoingObject, void, undefined> {
  const packed = objects.filter(isInPack).toSorted(byPlace);
  let run: InPack[] = [];
  for (const object of packed) {
    if (object.sizeBytes > STREAMED_BYTES) {
      const { type, sizeBytes, packKey, packOffset: start } = object;
      const range = { start, end: start + sizeBytes, signal };
      yield { type, sizeBytes, read: () => store.read(packKey, range) };
      continue;
    }
    const [first] = run;
    const last = run.at(-1);
    const isNear =
      first === undefined ||
      last === undefined ||
      (first.packKey === object.packKey &&
        object.packOffset - (last.packOffset + last.sizeBytes) <= GAP_BYTES &&
        object.packOffset + object.sizeBytes - first.packOffset <= RUN_BYTES);
    if (!isNear) {
      yield* readRun({ store, signal }, run);
      run = [];
    }
    run.push(object);
  }
  yield* readRun({ store, signal }, run);
}

async function* readRun(
  { store, signal }: Pick<Source, "store" | "signal">,
  run: readonly InPack[],
): AsyncGenerator<OutgoingObject, void, undefined> {
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined) return;
  const start = first.packOffset;
  const end = last.packOffset + last.sizeBytes;
  const bytes = Buffer.concat(
    await Array.fromAsync(store.read(first.packKey, { start, end, signal })),
  );
  for (const { type, sizeBytes, packOffset } of run) {
    const from = packOffset - start;
    yield { type, sizeBytes, bytes: bytes.subarray(from, from + sizeBytes) };
  }
}

function isInPack(object: StoredObject): object is InPack {
  return object.body === null && object.packKey !== null && object.packOffset !== null;
}

function byPlace(one: InPack, other: InPack): number {
  if (one.packKey !== other.packKey) return one.packKey < other.packKey ? -1 : 1;
  return one.packOffset - other.packOffset;
}
