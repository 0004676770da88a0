export {
  type ByteSource,
  type ByteSpan,
  type CommitOptions,
  type ListedObject,
  type ObjectKey,
  type ObjectStore,
  type ReadOptions,
  type StagingKey,
  type StagingPart,
  type StagingState,
  type StoredObject,
  type WriteOptions,
} from "./object-store.ts";
export { openDirectoryStore } from "./directory-store.ts";
export { abortable } from "./write-stream.ts";
