import type { Discussion } from "#contract/community/discussion.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { addPullRequestRef, resolveRevision } from "../../repositories/index.ts";
import { type NewThread, openThread, requireOpener } from "../create-discussion.ts";
import { findPlace, requireParticipant } from "../find-place.ts";
import { getDiscussion } from "../get-discussion.ts";

const WRITE = 3;

export type NewPullRequest = NewThread & {
  /** The default branch when absent; `refs/heads/x` is `x`. */
  baseBranch?: string | undefined;
  /** The commit to begin at; the base branch's head when absent. */
  startingPoint?: string | undefined;
  /** Drafts wait for their author; the other ones for whoever merges. */
  status?: "draft" | "open";
};

/**
 * Opens a pull request at the head of its base branch; the commits follow.
 * @throws {Problem} `revision-not-found` for what is no branch, `discussions-off`, `rate-limited`,
 *   `sensitive-words`.
 */
export async function createPullRequest(
  ctx: RequestContext,
  address: Address,
  wanted: NewPullRequest,
): Promise<Discussion> {
  await refuseSensitiveWords(ctx, { title: wanted.title, body: wanted.body });
  return openPullRequest(ctx, address, wanted);
}

/** The same whatever its words: those of a commit are no reason to refuse its bytes. */
export async function openPullRequest(
  ctx: RequestContext,
  address: Address,
  { title, body, startingPoint, status = "draft", ...wanted }: NewPullRequest,
): Promise<Discussion> {
  const place = await findPlace(ctx, address);
  requireParticipant(ctx, place);
  const { repository, level } = place;
  const baseBranch = (wanted.baseBranch ?? repository.defaultBranch).replace(/^refs\/heads\//, "");
  // Its full name is the name of a branch alone: no tag and no commit.
  const head = await resolveRevision(ctx, repository, `refs/heads/${baseBranch}`);
  const commit = startingPoint ? await resolveRevision(ctx, repository, startingPoint) : head;
  const author = await requireOpener(ctx, place);
  const pullRequest = { baseBranch, isFromReader: level < WRITE };
  const opening = { place, author, thread: { title, body }, status, pullRequest };
  const num = await withTransaction(ctx.db, (trx) =>
    addPullRequestRef(ctx, trx, { repository, commit, open: () => openThread(ctx, trx, opening) }),
  );
  return getDiscussion(ctx, { ...address, num });
}
