import type { Address } from "#contract/fields.ts";
import type { Upload } from "#contract/repositories/repository.ts";
import { listPages } from "#sdk/index.ts";
import { callGallery } from "../../../app/gallery.ts";
import type { ChosenFile } from "../choosing/chosen-files.ts";
import type { Place } from "../queue/upload-item.ts";
import type { Remembered } from "./visit.ts";

const HASHES_AT_A_TIME = 1000;

/** All uploads of one's own to a repository that are unfinished or not committed. */
export async function listOwnUploads(address: Address): Promise<Upload[]> {
  const pages = listPages((cursor) =>
    callGallery("repositories.list-uploads", {
      params: address,
      query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) },
    }),
  );
  return Array.fromAsync(pages);
}

/**
 * What is remembered of files, as far as the server still knows it: sessions that it has ended, and
 * contents that it has freed, are forgotten.
 */
export async function stillKnown(
  address: Address,
  files: readonly Remembered[],
  left?: readonly Upload[],
): Promise<Remembered[]> {
  const own = left ?? (await listOwnUploads(address));
  const uploads = new Map(own.map((upload) => [upload.id, upload]));
  const hashes = new Set(
    files.flatMap(({ place }) => (place && "sha256" in place ? [place.sha256] : [])),
  );
  const stored = await findStored(address, [...hashes]);
  const isThere = (place: Place) => {
    if ("base64" in place) return true;
    if ("sha256" in place) return stored.has(place.sha256);
    return uploads.get(place.uploadId)?.state === "stored";
  };
  return files.map((file) => ({
    ...file,
    place: file.place && isThere(file.place) ? file.place : undefined,
    uploadId: uploads.has(file.uploadId ?? "") ? file.uploadId : undefined,
  }));
}

async function findStored(address: Address, sha256s: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let from = 0; from < sha256s.length; from += HASHES_AT_A_TIME) {
    const body = { sha256s: sha256s.slice(from, from + HASHES_AT_A_TIME) };
    const answer = await callGallery("repositories.find-contents", { params: address, body });
    for (const sha256 of answer.sha256s) found.add(sha256);
  }
  return found;
}

/**
 * What an earlier visit knew of a file. One that was written to since then keeps only its session,
 * which its hash will tell to be right or wrong.
 */
export function rememberedBy(files: readonly Remembered[]) {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return (
    path: string,
    file: Pick<ChosenFile, "sizeBytes" | "modifiedAt">,
  ): Remembered | undefined => {
    const known = byPath.get(path);
    if (known?.sizeBytes !== file.sizeBytes) return undefined;
    if (known.modifiedAt === file.modifiedAt) return known;
    return { ...known, place: undefined, sha256: undefined };
  };
}

/**
 * Files that are chosen alone, where an earlier visit chose their folder: one of the same name and
 * size, if there is only one, is meant.
 */
export function adoptPaths(
  chosen: readonly ChosenFile[],
  missing: readonly Pick<Remembered, "path" | "sizeBytes">[],
): ChosenFile[] {
  const paths = new Set(missing.map(({ path }) => path));
  const alike = Map.groupBy(missing, ({ path, sizeBytes }) => `${sizeBytes} ${nameOf(path)}`);
  return chosen.map((each) => {
    if (paths.has(each.path)) return each;
    const [only, another] = alike.get(`${each.sizeBytes} ${nameOf(each.path)}`) ?? [];
    return only !== undefined && another === undefined ? { ...each, path: only.path } : each;
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).normalize("NFC");
}
