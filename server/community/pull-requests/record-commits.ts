import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { describeMove, findHead, pullRequestOf, type RefMove } from "../../repositories/index.ts";
import { requireSpace } from "../add-comment.ts";
import { type DiscussionRow, lockDiscussion } from "../store/discussions.ts";
import { insertEvent } from "../store/events.ts";
import { addBroughtBytes, sumBroughtByReaders } from "../store/pull-requests.ts";

/**
 * In the transaction that moves a ref: one of a pull request moves only while that is open, each of
 * its commits becomes an event, and what readers bring is counted, whichever protocol brought it.
 * @throws {Problem} `revision-not-found` for a ref that belongs to none, `discussion-state-wrong`,
 *   `contribution-too-large`, `discussion-full`.
 */
export async function recordCommits(
  ctx: Pick<Context, "config" | "store">,
  trx: DatabaseTransaction,
  { ref, repository, before, after }: RefMove,
): Promise<void> {
  const num = pullRequestOf(ref);
  if (num === undefined) return;
  const discussion = await lockDiscussion(trx, { repositoryId: repository.id, num });
  if (after === null) return requireForgotten(discussion);
  if (discussion?.pullRequest?.hasRef !== true) {
    throw problem("revision-not-found", { detail: `There is no pull request #${num}` });
  }
  if (before === null) return;
  requireUnderWay(discussion);
  requireSpace({ discussion });
  const scope = { db: trx, store: ctx.store };
  const base = await findBase(trx, repository, discussion.pullRequest.baseBranch);
  const move = await describeMove(scope, repository, { before, after, base: base ?? before });
  for (const { oid, title, authorId, authorName } of move.commits) {
    const author = { id: authorId, name: authorName };
    await insertEvent(trx, discussion.id, { type: "commit", author, body: title, commit: oid });
  }
  await addBroughtBytes(trx, discussion.id, move.sizeBytes);
  if (discussion.pullRequest.isFromReader) await requireRoom(ctx, trx, repository.id);
}

/** The branch may have been deleted since. */
async function findBase(
  db: DatabaseTransaction,
  repository: RefMove["repository"],
  branch: string,
): Promise<string | null> {
  return findHead({ db }, { ...repository, defaultBranch: branch });
}

/** Only this word deletes such a ref, and notes it first. */
function requireForgotten(discussion: DiscussionRow | undefined): void {
  if (discussion?.pullRequest?.hasRef !== true) return;
  throw problem("ref-protected", {
    detail: `The commits of pull request #${discussion.num} are deleted beside it, once it is closed`,
  });
}

function requireUnderWay({ num, status }: DiscussionRow): void {
  if (status === "open" || status === "draft") return;
  throw problem("discussion-state-wrong", {
    detail: `Pull request #${num} is ${status}: it takes no more commits`,
    extra: { status },
  });
}

async function requireRoom(
  { config }: Pick<Context, "config">,
  trx: DatabaseTransaction,
  repositoryId: number,
): Promise<void> {
  const limitBytes = config.limits.pullRequestBytes;
  const broughtBytes = await sumBroughtByReaders(trx, repositoryId);
  if (broughtBytes <= limitBytes) return;
  throw problem("contribution-too-large", {
    detail:
      `Pull requests of readers may bring ${limitBytes} bytes to a repository before they are ` +
      `merged; with this commit they would have brought ${broughtBytes}`,
    hint: "Ask the owner to merge or to delete earlier ones, or for the right to write",
    extra: { limitBytes, broughtBytes },
  });
}
