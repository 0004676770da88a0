import { parseHeaders, serialiseHeaders, takeHeader, type ObjectHeader } from "./headers.ts";
import { parseIdentity, serialiseIdentity, type Identity } from "./identity.ts";
import { isObjectId, type ObjectId } from "./object-id.ts";
import { decodeText, encodeText } from "./text.ts";

export type Commit = {
  tree: ObjectId;
  parents: ObjectId[];
  author: Identity;
  committer: Identity;
  /** What follows the committer: encoding, gpgsig, mergetag and headers unknown to us. */
  extraHeaders?: ObjectHeader[];
  /** Exactly as stored; git ends it with a line end. */
  message: string;
};

/**
 * Reads the content of a commit object. Serialising the answer gives the same bytes.
 * @throws {Error} when the bytes are not a commit.
 */
export function parseCommit(bytes: Uint8Array): Commit {
  const { headers, message } = parseHeaders(decodeText(bytes));
  const tree = objectIdOf(takeHeader(headers, "tree"));
  const parents: ObjectId[] = [];
  while (headers[0]?.name === "parent") {
    parents.push(objectIdOf(takeHeader(headers, "parent")));
  }
  const author = parseIdentity(takeHeader(headers, "author"));
  const committer = parseIdentity(takeHeader(headers, "committer"));
  const commit: Commit = { tree, parents, author, committer, message };
  if (headers.length > 0) commit.extraHeaders = headers;
  return commit;
}

/**
 * The content of a commit object.
 * @throws {Error} on a field that git could not read back, such as a NUL in the message.
 */
export function serialiseCommit(commit: Commit): Buffer {
  if (commit.message.includes("\0")) throw new Error("commit: NUL in the message");
  const headers: ObjectHeader[] = [
    { name: "tree", value: objectIdOf(commit.tree) },
    ...commit.parents.map((parent) => ({ name: "parent", value: objectIdOf(parent) })),
    { name: "author", value: serialiseIdentity(commit.author) },
    { name: "committer", value: serialiseIdentity(commit.committer) },
    ...(commit.extraHeaders ?? []),
  ];
  return encodeText(serialiseHeaders(headers, commit.message));
}

/** A message as git would store it: `\n` line ends, no NUL, no outer blank lines, one final end. */
export function cleanMessage(text: string): string {
  const lines = text
    .toWellFormed()
    .replaceAll("\0", "")
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line !== "");
  const last = lines.findLastIndex((line) => line !== "");
  return first < 0 ? "" : `${lines.slice(first, last + 1).join("\n")}\n`;
}

/** The first paragraph of a message as one line, and what follows it. */
export function splitMessage(message: string): { title: string; body: string } {
  const lines = message.split("\n").map((line) => line.trimEnd());
  const first = lines.findIndex((line) => line !== "");
  if (first < 0) return { title: "", body: "" };
  const blank = lines.indexOf("", first);
  const end = blank < 0 ? lines.length : blank;
  const title = lines.slice(first, end).map((line) => line.trim());
  return { title: title.join(" "), body: lines.slice(end).join("\n").trim() };
}

function objectIdOf(value: string): ObjectId {
  if (!isObjectId(value)) throw new Error(`commit: ${JSON.stringify(value)} is not an object id`);
  return value;
}
