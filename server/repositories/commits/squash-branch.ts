import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { lockBranch } from "../refs/lock-branch.ts";
import { moveBranch } from "../refs/move-branch.ts";
import type { Repository } from "../repository.ts";
import { branchRef } from "../rules/ref-names.ts";
import { countIn, markLost } from "../store/ledger.ts";
import { replaceLastCommits } from "../store/path-entries.ts";
import type { CommitResult } from "./change.ts";
import { composeCommit } from "./compose-commit.ts";

/**
 * Replaces the history of a branch by one commit with the same files. Tags and other branches keep
 * what they name; what no ref reaches any more goes with the next sweep after the grace time.
 * @throws {Problem} `revision-not-found` for a branch that is not there.
 */
export async function squashBranch(
  ctx: RequestContext,
  repository: Repository,
  { branch: name, message }: { branch: string; message: string },
): Promise<CommitResult> {
  const ref = branchRef(name.replace(/^refs\/heads\//, ""));
  const [title = "", ...rest] = message.split("\n");
  return withTransaction(ctx.db, async (trx) => {
    const branch = await lockBranch(trx, repository, { ref });
    if (branch.head === null) {
      throw problem("revision-not-found", { detail: `${name} has no commit yet` });
    }
    const commit = composeCommit(ctx, {
      title,
      description: rest.join("\n"),
      tree: branch.head.tree,
      parents: [],
    });
    const { gitBytes } = await moveBranch(ctx, trx, { branch, commit, differences: [] });
    if (ref === branchRef(branch.repository.defaultBranch)) {
      await replaceLastCommits(trx, repository.id, commit.row.oid);
    }
    await markLost(trx, repository.id);
    await countIn(trx, branch.repository, { contentIds: [], gitBytes });
    return { commit: commit.row.oid, isNew: true };
  });
}
