import type { Upload } from "#contract/repositories/repository.ts";
import { joinPath } from "../../paths.ts";
import type { ChosenFile } from "../choosing/chosen-files.ts";
import type { Remembered } from "../remembering/visit.ts";
import { checkNames } from "./check-names.ts";
import { brokenLimit, type Limits } from "./limits.ts";
import type { UploadItem } from "./upload-item.ts";

export type AddOptions = {
  limits: Limits;
  /** Where the files are meant to go. */
  folder: string;
  /** What an earlier visit knew of a file. */
  rememberedOf: (path: string, file: ChosenFile) => Remembered | undefined;
  /** The unfinished session of an earlier visit for a file. */
  sessionOf: (target: string, sizeBytes: number) => Upload | undefined;
};

let lastId = 0;

export function nextId(): number {
  lastId += 1;
  return lastId;
}

/** Makes items of files, each with what refuses it or should be known of it. */
export function newItems(
  chosen: readonly ChosenFile[],
  kept: Iterable<UploadItem>,
  options: AddOptions,
): UploadItem[] {
  const { folder, limits } = options;
  const targets = chosen.map(({ path }) => joinPath(folder, path));
  const taken = [...kept].filter(({ state }) => state !== "refused");
  const names = checkNames(
    targets,
    taken.map(({ target }) => target),
  );
  const sum = {
    files: taken.length,
    bytes: taken.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0),
  };
  return chosen.map((file, index) => {
    const name = names.get(targets[index] ?? "");
    const limit = brokenLimit(file.sizeBytes, sum, limits);
    const reason = name?.fault ?? (limit && { limit });
    if (reason === undefined) {
      sum.files += 1;
      sum.bytes += file.sizeBytes;
    }
    const path = (name?.path ?? file.path).slice(folder === "" ? 0 : folder.length + 1);
    const item = itemOfFile(file, path, options);
    return { ...item, notes: name?.notes ?? [], ...(reason && { state: "refused", reason }) };
  });
}

function itemOfFile(
  chosen: ChosenFile,
  path: string,
  { folder, rememberedOf, sessionOf }: AddOptions,
): UploadItem {
  const { file, sizeBytes, modifiedAt, reread } = chosen;
  const target = joinPath(folder, path);
  const known = rememberedOf(path, chosen);
  const uploadId = known?.uploadId ?? sessionOf(target, sizeBytes)?.id;
  return {
    id: nextId(),
    path,
    target,
    file,
    reread,
    sizeBytes,
    modifiedAt,
    state: known?.place === undefined ? "waiting" : "stored",
    hashedBytes: 0,
    sentBytes: 0,
    uploadId,
    sha256: known?.sha256,
    place: known?.place,
    isResumed: uploadId !== undefined,
    wasStored: false,
    isRetrying: false,
    notes: [],
  };
}

/** A file of an earlier visit without its bytes: sent already, or to be chosen again. */
export function itemOfRemembered(known: Remembered, folder: string): UploadItem {
  const { path, sizeBytes, modifiedAt, uploadId, sha256, place } = known;
  return {
    id: nextId(),
    path,
    target: joinPath(folder, path),
    sizeBytes,
    modifiedAt,
    state: place === undefined ? "missing" : "stored",
    hashedBytes: 0,
    sentBytes: 0,
    uploadId,
    sha256,
    place,
    isResumed: true,
    wasStored: false,
    isRetrying: false,
    notes: [],
  };
}
