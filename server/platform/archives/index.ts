export type { ArchiveFile } from "./archive-file.ts";
export { tarBytes } from "./tar-bytes.ts";
export { zipBytes } from "./zip-bytes.ts";
