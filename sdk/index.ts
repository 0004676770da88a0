export { isTransient, type Retrying, type RetryOptions } from "./back-off.ts";
export {
  type CallOptions,
  type ClientOptions,
  createClient,
  type EndpointId,
  type GalleryClient,
  type InputOf,
  type OutputOf,
  readProblem,
} from "./client.ts";
export { findAssets, type FindAssetsOptions } from "./find-assets.ts";
export { inParallel, type InParallelOptions } from "./in-parallel.ts";
export { listPages } from "./list-pages.ts";
export { listTree, type ListTreeOptions } from "./list-tree.ts";
export { readContent, type ReadContentOptions } from "./read-content.ts";
export { resolveRevision, type ResolveRevisionOptions } from "./resolve-revision.ts";
export { searchAssets, type SearchAssetsOptions } from "./search-assets.ts";
export { type Part, type SendPart, sendPart } from "./send-part.ts";
export {
  directByFetch,
  type DirectRequest,
  type DirectSender,
  refusedByStorage,
} from "./send-direct.ts";
export { uploadFile, type UploadedFile } from "./upload-file.ts";
export type { UploadEvent, UploadFileOptions } from "./upload-options.ts";
