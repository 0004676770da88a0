import { parseHeaders, serialiseHeaders, takeHeader, type ObjectHeader } from "./headers.ts";
import { parseIdentity, serialiseIdentity, type Identity } from "./identity.ts";
import { isObjectId, type ObjectId, type ObjectType } from "./object-id.ts";
import { decodeText, encodeText } from "./text.ts";

/** An annotated tag. (A light tag is only a ref.) */
export type Tag = {
  object: ObjectId;
  type: ObjectType;
  name: string;
  /** Absent in tags of before 2005. */
  tagger?: Identity;
  extraHeaders?: ObjectHeader[];
  /** Exactly as stored, a signature included. */
  message: string;
};

const TYPES: ReadonlySet<string> = new Set(["blob", "tree", "commit", "tag"]);
// Longer chains exist only to waste time.
const PEEL_DEPTH_LIMIT = 16;

/**
 * Reads the content of a tag object. Serialising the answer gives the same bytes.
 * @throws {Error} when the bytes are not a tag.
 */
export function parseTag(bytes: Uint8Array): Tag {
  const { headers, message } = parseHeaders(decodeText(bytes));
  const object = takeHeader(headers, "object");
  const type = takeHeader(headers, "type");
  const name = takeHeader(headers, "tag");
  if (!isObjectId(object) || !isObjectType(type)) throw new Error("tag: bad target");
  const tag: Tag = { object, type, name, message };
  if (headers[0]?.name === "tagger") tag.tagger = parseIdentity(takeHeader(headers, "tagger"));
  if (headers.length > 0) tag.extraHeaders = headers;
  return tag;
}

/**
 * The content of a tag object.
 * @throws {Error} on a field that git could not read back.
 */
export function serialiseTag(tag: Tag): Buffer {
  if (tag.message.includes("\0")) throw new Error("tag: NUL in the message");
  if (tag.name === "" || /[\0\n]/.test(tag.name)) throw new Error("tag: bad name");
  if (!isObjectId(tag.object)) throw new Error("tag: bad target");
  const headers: ObjectHeader[] = [
    { name: "object", value: tag.object },
    { name: "type", value: tag.type },
    { name: "tag", value: tag.name },
    ...(tag.tagger ? [{ name: "tagger", value: serialiseIdentity(tag.tagger) }] : []),
    ...(tag.extraHeaders ?? []),
  ];
  return encodeText(serialiseHeaders(headers, tag.message));
}

/**
 * What a ref's object finally names: follows annotated tags to the first object that is not one.
 * @returns undefined when an object is missing or the chain is longer than 16 tags.
 */
export async function peelTag(
  id: ObjectId,
  readObject: (id: ObjectId) => Promise<{ type: ObjectType; bytes: Uint8Array } | undefined>,
): Promise<{ oid: ObjectId; type: ObjectType } | undefined> {
  let oid = id;
  for (let depth = 0; depth <= PEEL_DEPTH_LIMIT; depth++) {
    const object = await readObject(oid);
    if (!object) return undefined;
    if (object.type !== "tag") return { oid, type: object.type };
    oid = parseTag(object.bytes).object;
  }
  return undefined;
}

function isObjectType(text: string): text is ObjectType {
  return TYPES.has(text);
}
