export {
  applyChanges,
  type AppliedChanges,
  type Change,
  type ChangedPath,
  type EntryState,
  type RefusedChange,
} from "./apply-changes.ts";
export {
  attributesOf,
  lfsRulesOf,
  type AttributesFile,
  type AttributeValue,
} from "./attributes.ts";
export { cleanMessage, parseCommit, serialiseCommit, splitMessage, type Commit } from "./commit.ts";
export { DEFAULT_ATTRIBUTES } from "./default-attributes.ts";
export { diffTrees, type DiffOptions, type PathDifference } from "./diff-trees.ts";
export type { ObjectHeader } from "./headers.ts";
export { cleanIdentityText, parseIdentity, serialiseIdentity, type Identity } from "./identity.ts";
export { ignoreRulesOf, type IgnoreFile } from "./ignore.ts";
export {
  parsePointer,
  POINTER_LIMIT_BYTES,
  pointerSize,
  writePointer,
  type LfsPointer,
} from "./lfs-pointer.ts";
export {
  EMPTY_BLOB_ID,
  EMPTY_TREE_ID,
  hashObject,
  isObjectId,
  objectHash,
  type ObjectId,
  type ObjectType,
} from "./object-id.ts";
export { checkPath, findTwins, PATH_LIMITS, type NameTwins } from "./path-rules.ts";
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
export {
  findPath,
  findPaths,
  joinPath,
  listFolder,
  type ListOptions,
  type PathEntry,
} from "./walk-tree.ts";
