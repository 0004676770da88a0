import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import type {
  NamedPointer,
  ObjectId,
  ObjectType,
  SurveyedCommit,
  UnpackedPush,
} from "../../platform/git/index.ts";

const READ_BYTES = 1024 * 1024;

/** What a push brings and its tips reach, read from the file it was unpacked to. */
export type PushedObjects = {
  /** Undefined for what the push does not bring. */
  typeOf: (oid: ObjectId) => ObjectType | undefined;
  commits: readonly SurveyedCommit[];
  pointers: readonly NamedPointer[];
  outside: UnpackedPush["survey"]["outside"];
  /** All that is reached, in the order in which it was. */
  list: () => Iterable<PushedObject>;
  read: (object: Pick<PushedObject, "offset" | "sizeBytes">) => AsyncGenerator<Buffer>;
  /** A small one at once: it lies in the page cache, and a thread would cost ten times as much. */
  readSmall: (object: Pick<PushedObject, "offset" | "sizeBytes">) => Buffer;
};

export type PushedObject = { oid: ObjectId; type: ObjectType; sizeBytes: number; offset: number };

export function pushedObjects(push: UnpackedPush, file: FileHandle): PushedObjects {
  const { ids, types, sizes, offsets, survey } = push;
  const objectAt = (number: number): PushedObject => ({
    oid: ids.at(number),
    type: types[number] ?? "blob",
    sizeBytes: sizes[number] ?? 0,
    offset: offsets[number] ?? 0,
  });
  const isReached = new Set(survey.reached);
  return {
    typeOf(oid) {
      const number = ids.indexOf(oid);
      return isReached.has(number) ? types[number] : undefined;
    },
    commits: survey.commits,
    pointers: survey.pointers,
    outside: survey.outside,
    *list() {
      for (const number of survey.reached) yield objectAt(number);
    },
    read: ({ offset, sizeBytes }) => readRange(file, offset, sizeBytes),
    readSmall: ({ offset, sizeBytes }) => {
      const bytes = Buffer.allocUnsafe(sizeBytes);
      const count = readSync(file.fd, bytes, 0, sizeBytes, offset);
      if (count < sizeBytes) throw new Error("the file of a push ends too early");
      return bytes;
    },
  };
}

async function* readRange(
  file: FileHandle,
  start: number,
  length: number,
): AsyncGenerator<Buffer, void, undefined> {
  for (let read = 0; read < length;) {
    const bytes = Buffer.allocUnsafe(Math.min(READ_BYTES, length - read));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start + read);
    if (bytesRead === 0) throw new Error("the file of a push ends too early");
    yield bytes.subarray(0, bytesRead);
    read += bytesRead;
  }
}
