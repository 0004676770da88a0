export { cleanMessage, parseCommit, serialiseCommit, splitMessage, type Commit } from "./commit.ts";
export type { ObjectHeader } from "./headers.ts";
export { cleanIdentityText, parseIdentity, serialiseIdentity, type Identity } from "./identity.ts";
export {
  EMPTY_BLOB_ID,
  EMPTY_TREE_ID,
  hashObject,
  isObjectId,
  objectHash,
  type ObjectId,
  type ObjectType,
} from "./object-id.ts";
export { parseTag, peelTag, serialiseTag, type Tag } from "./tag.ts";
export { decodeText, encodeText } from "./text.ts";
export {
  compareEntries,
  compareNames,
  FOLDER_MODE,
  isFolder,
  parseTree,
  serialiseTree,
  type FileMode,
  type ReadTrees,
  type TreeEntry,
} from "./tree.ts";
