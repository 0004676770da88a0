import type { CommitOperation } from "#contract/repositories/repository.ts";
import type { UploadItem } from "../queue/upload-item.ts";

/** Well below what the server takes for the body of one commit. */
const BODY_BYTES = 24_000_000;
/** What an operation has beside its path: names of members, an id, a range. */
const OPERATION_BYTES = 140;

export type PlannedCommit = {
  operations: CommitOperation[];
  /** The files that it takes in. */
  ids: number[];
};

/** What is ready, as one commit, or as several where there are more files than one may have. */
export function planCommits(
  items: Iterable<UploadItem>,
  { filesPerCommit }: { filesPerCommit: number },
): PlannedCommit[] {
  const commits: PlannedCommit[] = [];
  let bytes = 0;
  for (const { id, state, target, place } of items) {
    if (state !== "stored" || place === undefined) continue;
    const size =
      OPERATION_BYTES + target.length * 3 + ("base64" in place ? place.base64.length : 0);
    let last = commits.at(-1);
    if (!last || last.ids.length >= filesPerCommit || bytes + size > BODY_BYTES) {
      last = { operations: [], ids: [] };
      commits.push(last);
      bytes = 0;
    }
    bytes += size;
    last.ids.push(id);
    last.operations.push({ op: "put", path: target, ...place });
  }
  return commits;
}
