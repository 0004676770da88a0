export {
  type ContentIdentity,
  hashContent,
  hashFile,
  type HashFileOptions,
} from "./content-hash.ts";
export { downloadFile, type DownloadedFile } from "./download-file.ts";
export type { DownloadEvent, DownloadFileOptions } from "./download-options.ts";
export { localPath, STATE_FOLDER } from "./local-path.ts";
export { sendCountedPart } from "./send-counted-part.ts";
export { directByNode } from "./send-direct-part.ts";
export { openFileSource } from "./open-file-source.ts";
