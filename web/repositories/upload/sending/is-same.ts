import type { FoundEntry } from "#contract/repositories/survey-endpoints.ts";
import type { Hashes } from "./hash-files.ts";

type Sized = { sizeBytes: number; existing?: FoundEntry | null | undefined };

/** Only a file of the same size can be the same: others need no second look. */
export function mayBeSame({ existing, sizeBytes }: Sized): boolean {
  return existing?.type === "file" && existing.sizeBytes === sizeBytes;
}

/** A small file of the repository is known by its git object alone. */
export function wantsOid(item: Sized): boolean {
  return mayBeSame(item) && item.existing?.sha256 === null;
}

/** Would a commit of these bytes change nothing? */
export function isSame(item: Sized, { sha256, oid }: Hashes): boolean {
  if (!mayBeSame(item)) return false;
  const { existing } = item;
  return existing?.sha256 === null ? existing.oid === oid : existing?.sha256 === sha256;
}
