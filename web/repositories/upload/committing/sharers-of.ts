import type { UploadItem } from "../queue/upload-item.ts";

/**
 * The files whose bytes the server has lost when it has lost those of one: of a bundle all in it,
 * of contents that were found by their hash all that were found so.
 */
export function sharersOf(items: Iterable<UploadItem>, lost: string): Set<string> {
  const all = [...items];
  const place = all.find(({ target }) => target === lost)?.place;
  const isShared = (other: UploadItem["place"]) => {
    if (place === undefined || other === undefined) return false;
    if ("sha256" in place) return "sha256" in other;
    return "uploadId" in place && "uploadId" in other && place.uploadId === other.uploadId;
  };
  const paths = all.flatMap(({ target, place: other }) => (isShared(other) ? [target] : []));
  return new Set([lost, ...paths]);
}
