import type { Upload } from "#contract/repositories/repository.ts";
import { joinPath } from "../paths.ts";
import type { ChosenFile } from "./chosen-files.ts";
import type { Limits } from "./limits.ts";
import type { UploadItem } from "./upload-item.ts";

let lastId = 0;

type NewItemOptions = {
  folder: string;
  /** The limit that the file breaks. */
  limit: keyof Limits | undefined;
  isInline: boolean;
  sessionOf: (target: string, sizeBytes: number) => Upload | undefined;
};

export function itemOfFile(
  { path, file }: ChosenFile,
  { folder, limit, isInline, sessionOf }: NewItemOptions,
): UploadItem {
  const target = joinPath(folder, path);
  const uploadId = isInline ? undefined : sessionOf(target, file.size)?.id;
  lastId += 1;
  return {
    id: lastId,
    path,
    target,
    file,
    sizeBytes: file.size,
    state: limit !== undefined ? "refused" : isInline ? "stored" : "waiting",
    hashedBytes: 0,
    sentBytes: 0,
    uploadId,
    isInline,
    isResumed: uploadId !== undefined,
    wasStored: false,
    isRetrying: false,
    ...(limit === undefined ? {} : { reason: { limit } }),
  };
}

/** A file that an earlier visit has sent whole: its bytes need not be here. */
export function itemOfStored(upload: Upload, path: string): UploadItem {
  lastId += 1;
  return {
    id: lastId,
    path,
    target: upload.path,
    sizeBytes: upload.sizeBytes,
    state: "stored",
    hashedBytes: upload.sizeBytes,
    sentBytes: upload.sizeBytes,
    uploadId: upload.id,
    isInline: false,
    isResumed: true,
    wasStored: false,
    isRetrying: false,
  };
}
