import type { FoundEntry } from "#contract/repositories/survey-endpoints.ts";
import { foldersAbove } from "./check-names.ts";
import { wantsOid } from "../sending/is-same.ts";
import { isSendable, type UploadItem } from "./upload-item.ts";
import type { UploadStore } from "./upload-store.ts";

type Found = {
  id: number;
  /** The path that was asked for: the file may have got another one meanwhile. */
  target: string;
  found: ReadonlyMap<string, FoundEntry>;
};

/** Notes what the repository has at the path of a file, and refuses what cannot lie there. */
export function placeFound(store: UploadStore, { id, target, found }: Found): void {
  const item = store.get(id);
  if (item === undefined || item.target !== target || item.state === "refused") return;
  const existing = found.get(target) ?? null;
  const other = foldersAbove(target).find((folder) => found.get(folder)?.type === "file");
  if (other !== undefined || existing?.type === "folder") {
    const fault = other === undefined ? "is-folder" : "inside-file";
    const reason = { fault, other: other ?? target } as const;
    store.change(id, { existing, state: "refused", reason });
    return;
  }
  store.change(id, { existing, ...settled(item, existing) });
}

/** A file that has arrived already may turn out to be the very one that lies there, or not to be. */
function settled(item: UploadItem, existing: FoundEntry | null): Partial<UploadItem> {
  const { state, sha256, place } = item;
  const isSame = sha256 !== undefined && existing?.sha256 === sha256;
  if (isSame && state === "stored") return { state: "same" };
  // Git's id of a small file is not known yet: its bytes are looked at again, not sent again.
  if (state === "stored" && isSendable(item) && wantsOid({ ...item, existing })) {
    return { state: "waiting" };
  }
  // The repository has changed: what was left out because it was there has to come along.
  if (!isSame && state === "same") return { state: place === undefined ? "waiting" : "stored" };
  return {};
}
