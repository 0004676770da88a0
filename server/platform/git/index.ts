export {
  applyChanges,
  type AppliedChanges,
  type Change,
  type ChangedPath,
  type EntryState,
  type RefusedChange,
} from "./apply-changes.ts";
export { attributesOf, type AttributesFile, type AttributeValue } from "./attributes.ts";
export { cleanMessage, serialiseCommit, splitMessage, type Commit } from "./commit.ts";
export { DEFAULT_ATTRIBUTES } from "./default-attributes.ts";
export { diffTrees, type DiffOptions, type PathDifference } from "./diff-trees.ts";
export { readFolderPage } from "./folder-page.ts";
export { graftEntry, type Graft, type Grafted } from "./graft-entry.ts";
export type { ObjectHeader } from "./headers.ts";
export { cleanIdentityText, type Identity } from "./identity.ts";
export { ignoreRulesOf, type IgnoreFile } from "./ignore.ts";
export {
  parsePointer,
  POINTER_LIMIT_BYTES,
  pointerSize,
  writePointer,
  type LfsPointer,
} from "./lfs-pointer.ts";
export { newEntries } from "./new-entries.ts";
export {
  EMPTY_TREE_ID,
  hashObject,
  isObjectId,
  objectHash,
  type ObjectId,
  type ObjectType,
} from "./object-id.ts";
export { ObjectIdSet } from "./object-id-set.ts";
export { PACK_TRAILER_BYTES, PackError } from "./pack-format.ts";
export {
  type Band,
  bandPackets,
  DELIMITER_PACKET,
  FLUSH_PACKET,
  PacketError,
  packetOf,
  PacketReader,
  textOf,
} from "./packet-lines.ts";
export { checkPath } from "./path-rules.ts";
export { findInTree, scanTree } from "./scan-tree.ts";
export { decodeSegments, encodeSegments } from "./segment-list.ts";
export type { NamedPointer, SurveyedCommit } from "./survey-push.ts";
export { parseTag, serialiseTag, type Tag } from "./tag.ts";
export {
  compareNames,
  FOLDER_MODE,
  isFolder,
  serialiseTree,
  type FileMode,
  type TreeEntry,
} from "./tree.ts";
export {
  batchesOf,
  candidatesFor,
  readEntries,
  readFolder,
  type TreeReader,
  withTrees,
} from "./tree-reader.ts";
export { EMPTY_TREE, isSplit, type Segment, type Tree, wholeTree } from "./tree-segment.ts";
export {
  findPath,
  findPaths,
  joinPath,
  listFolder,
  type ListOptions,
  type PathEntry,
} from "./walk-tree.ts";
export { type BaseObject, type UnpackedPush, unpackPush } from "./unpack-push.ts";
export { type OutgoingObject, packStream } from "./write-pack-stream.ts";
