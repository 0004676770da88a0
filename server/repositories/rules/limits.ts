import { problem } from "#contract/problems.ts";
import type { Viewer } from "../../accounts/index.ts";
import type { Limits } from "../../config.ts";

/** The page uploads with the browser's session; every other client brings a token. */
export function fileLimit(limits: Limits, viewer: Viewer): number {
  const isPage = viewer.kind === "account" && viewer.credential.kind === "session";
  return isPage ? Math.min(limits.pageFileBytes, limits.fileBytes) : limits.fileBytes;
}

/** @throws {Problem} `file-too-large`, naming the file and the limit. */
export function checkFileSize(file: { path: string; sizeBytes: number }, limitBytes: number): void {
  if (file.sizeBytes <= limitBytes) return;
  throw problem("file-too-large", {
    detail: `${file.path}: ${file.sizeBytes} bytes are more than the ${limitBytes} bytes that one file may have`,
    extra: { path: file.path, limitBytes },
  });
}

/** @throws {Problem} `repository-full`, naming the limit. */
export function checkRepositorySize(sizeBytes: number, limits: Limits): void {
  if (sizeBytes <= limits.repositoryBytes) return;
  throw problem("repository-full", {
    detail: `The repository would have ${sizeBytes} bytes; ${limits.repositoryBytes} are allowed`,
    extra: { limitBytes: limits.repositoryBytes },
  });
}

/** @throws {Problem} `too-many-files`, naming the limit. */
export function checkFileCount(count: number, limits: Limits): void {
  if (count <= limits.filesPerCommit) return;
  throw problem("too-many-files", {
    detail: `operations: ${count} files are more than the ${limits.filesPerCommit} of one commit`,
    extra: { limit: limits.filesPerCommit },
  });
}
