import type { ByteSpan, ObjectKey, StagingKey } from "../object-store.ts";
import { checkKey, isKey } from "../store-layout.ts";

/**
 * Names in the bucket, all below the configured prefix: `objects/<key>` is an object, and while
 * its multipart upload runs the name of that; `staging/<key>/record` is an upload, with the pieces
 * that are no whole parts beside it as `staging/<key>/<start>-<end>-<random>`.
 */
export class ObjectNames {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  get allObjects(): string {
    return `${this.#prefix}objects/`;
  }

  get allStagings(): string {
    return `${this.#prefix}staging/`;
  }

  /** @throws {Error} when the key was not made by a store. */
  object(key: ObjectKey): string {
    return this.allObjects + checkKey(key);
  }

  staging(key: StagingKey): string {
    return `${this.allStagings}${checkKey(key)}/`;
  }

  record(key: StagingKey): string {
    return `${this.staging(key)}record`;
  }

  piece(key: StagingKey, { start, end }: ByteSpan, random: string): string {
    return `${this.staging(key)}${start}-${end}-${random}`;
  }

  /** The key in the name of an object; undefined for what is none of ours. */
  keyOfObject(name: string): ObjectKey | undefined {
    const key = name.slice(this.allObjects.length);
    return name.startsWith(this.allObjects) && isKey(key) ? key : undefined;
  }

  keyOfStaging(name: string): StagingKey | undefined {
    const [key = ""] = name.slice(this.allStagings.length).split("/", 1);
    return name.startsWith(this.allStagings) && isKey(key) ? key : undefined;
  }
}

const PIECE = /\/(\d{1,16})-(\d{1,16})-[0-9a-f]+$/;

/** Where the bytes of a piece belong; undefined for the record. */
export function spanOfPiece(name: string): ByteSpan | undefined {
  const [, start, end] = PIECE.exec(name) ?? [];
  return start === undefined ? undefined : { start: Number(start), end: Number(end) };
}
