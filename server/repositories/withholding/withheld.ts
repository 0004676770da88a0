import { problem } from "#contract/problems.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Repository, Withheld } from "../repository.ts";
import { findHeld, listClosed, listHiddenRefs } from "../store/withheld.ts";

/** More closed files than these close all of them. */
const LIMIT = 10_000;
const NAMED = 3;

export async function findWithheld(db: Database, repositoryId: number): Promise<Withheld> {
  const [closed, head, hidden] = await Promise.all([
    listClosed(db, repositoryId, LIMIT + 1),
    findHeld(db, repositoryId),
    listHiddenRefs(db, repositoryId),
  ]);
  const small = closed.filter(({ sha256 }) => sha256 === null);
  return {
    closed: new Set(closed.flatMap(({ oid, sha256 }) => (sha256 === null ? [oid] : [oid, sha256]))),
    closedBlobs: new Set(small.map(({ oid }) => oid)),
    closesAll: closed.length > LIMIT,
    named: closed.slice(0, NAMED).map(({ path }) => path),
    head,
    refs: new Set(hidden),
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
