import { nextId } from "../new-items.ts";
import type { UploadItem } from "../upload-item.ts";

export function anItem(changes: Partial<UploadItem> = {}): UploadItem {
  return {
    id: nextId(),
    path: "a",
    target: "a",
    sizeBytes: 10,
    modifiedAt: 0,
    state: "waiting",
    hashedBytes: 0,
    sentBytes: 0,
    isResumed: false,
    wasStored: false,
    isRetrying: false,
    notes: [],
    ...changes,
  };
}
