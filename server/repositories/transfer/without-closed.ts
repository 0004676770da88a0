import { problem } from "#contract/problems.ts";
import type { Database } from "../../platform/database/index.ts";
import type { ObjectId } from "../../platform/git/index.ts";
import { resolveRevision } from "../reading/resolve-revision.ts";
import type { Repository } from "../repository.ts";
import type { PeeledWants } from "./peel-wants.ts";
import type { SelectedCommits } from "./select-commits.ts";
import { withoutBlobs } from "./without-purged.ts";

type Shown = Pick<Repository, "id" | "defaultBranch" | "withheld">;

type Sent = { repository: Shown; selected: SelectedCommits; wants: readonly ObjectId[] };

/**
 * What a reader can be given where small files are closed (PLT-5): the history ends before the first
 * commit that names one of them.
 * @throws {Problem} `file-closed` when a commit that is asked for names one itself.
 */
export async function withoutClosed(
  scope: { db: Database; repositoryId: number },
  { repository: { withheld }, selected, wants }: Sent,
): Promise<SelectedCommits> {
  if (withheld === undefined) return selected;
  const { closedBlobs: blobs, closesAll, named } = withheld;
  const refuse = () =>
    problem("file-closed", {
      detail: `Closed until a reviewer has decided: ${named.join(", ")}`,
      hint: "Download the other files by themselves",
    });
  if (closesAll) throw refuse();
  return withoutBlobs(scope, { selected, wants, blobs, refuse });
}

/**
 * Commits and files that are asked for by their ids must be the reader's to see as well. Ids of
 * trees are known only to whoever has the commits that lead to them.
 * @throws {Problem} `revision-not-found`, `file-closed`.
 */
export async function requireShownWants(
  { db }: { db: Database },
  repository: Shown,
  { commit, blob }: PeeledWants,
): Promise<void> {
  const { withheld } = repository;
  if (withheld === undefined) return;
  const { closedBlobs, closesAll } = withheld;
  if (blob.some((oid) => closesAll || closedBlobs.has(oid))) throw problem("file-closed");
  for (const oid of commit) await resolveRevision({ db }, repository, oid);
}
