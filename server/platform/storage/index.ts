export {
  type ByteSource,
  type ByteSpan,
  type CommitOptions,
  type ListedObject,
  type ObjectKey,
  ObjectMissingError,
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
export { openObjectStore } from "./open-object-store.ts";
export { BucketError } from "./s3/explain-refusal.ts";
export type { S3Settings } from "./s3/settings.ts";
export { parseByteRange } from "./byte-range.ts";
export { partSizeFor } from "./part-size.ts";
export type { DirectPart, DirectTransfer } from "./object-store.ts";
export {
  type BucketEncryption,
  ForeignBucket,
  ForeignObjectChangedError,
} from "./foreign/foreign-bucket.ts";
export type { ForeignSettings } from "./foreign/settings.ts";
