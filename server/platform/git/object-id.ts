import { createHash } from "node:crypto";

/** The four kinds of object that git stores. */
export type ObjectType = "blob" | "tree" | "commit" | "tag";

/** The name of a git object: 40 lower-case hexadecimal digits of a SHA-1. */
export type ObjectId = string;

const OBJECT_ID = /^[0-9a-f]{40}$/;

/** The tree without entries: the root of a repository before its first file. */
export const EMPTY_TREE_ID: ObjectId = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** The blob without bytes. */
export const EMPTY_BLOB_ID: ObjectId = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

export function isObjectId(text: string): text is ObjectId {
  return OBJECT_ID.test(text);
}

/** The id that git gives to an object of this type and content. */
export function hashObject(type: ObjectType, bytes: Uint8Array): ObjectId {
  return objectHash(type, bytes.byteLength).update(bytes).digest("hex");
}

/**
 * An incremental hash for an object that does not fit in memory. Feed exactly `sizeBytes` bytes of
 * content, then ask for the "hex" digest.
 */
export function objectHash(type: ObjectType, sizeBytes: number) {
  return createHash("sha1").update(`${type} ${sizeBytes}\0`);
}
