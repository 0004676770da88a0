import { problem } from "#contract/problems.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Repository } from "../repository.ts";
import { findHeld, listClosed } from "../store/withheld.ts";

/** More closed files than these close all of them. */
const LIMIT = 10_000;
const NAMED = 3;

/** What of a repository is kept back from whoever only reads it. */
export type Withheld = {
  /** Closed files by their blobs, and large ones by their SHA-256 too. */
  closed: ReadonlySet<string>;
  /** The blobs of those that are small: of a large one git has a pointer, which tells nothing. */
  closedBlobs: ReadonlySet<string>;
  /** Too many are closed to tell them apart. */
  closesAll: boolean;
  /** Paths of some of them. */
  named: readonly string[];
  /** The commit at which they see the default branch; null: where it is. */
  head: string | null;
};

export async function findWithheld(db: Database, repositoryId: number): Promise<Withheld> {
  const [closed, head] = await Promise.all([
    listClosed(db, repositoryId, LIMIT + 1),
    findHeld(db, repositoryId),
  ]);
  const small = closed.filter(({ sha256 }) => sha256 === null);
  return {
    closed: new Set(closed.flatMap(({ oid, sha256 }) => (sha256 === null ? [oid] : [oid, sha256]))),
    closedBlobs: new Set(small.map(({ oid }) => oid)),
    closesAll: closed.length > LIMIT,
    named: closed.slice(0, NAMED).map(({ path }) => path),
    head,
  };
}

/** A repository as its viewer sees it: `findRepository` says what is withheld from them. */
export type Viewed = Pick<Repository, "id" | "withheld">;

type File = { oid?: string; sha256: string | null };

export function isClosed(
  { withheld }: Pick<Repository, "withheld">,
  { oid = "", sha256 }: File,
): boolean {
  if (withheld === undefined) return false;
  const { closed, closesAll } = withheld;
  return closesAll || closed.has(oid) || closed.has(sha256 ?? "");
}

/** @throws {Problem} `file-closed`. */
export function requireOpen(
  repository: Pick<Repository, "withheld">,
  file: File & { path: string },
): void {
  if (!isClosed(repository, file)) return;
  throw problem("file-closed", {
    detail: `${file.path}: the security scan found it dangerous; a reviewer decides about it`,
    extra: { path: file.path },
  });
}
