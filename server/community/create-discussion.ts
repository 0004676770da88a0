import type { Discussion } from "#contract/community/discussion.ts";
import type { Address } from "#contract/fields.ts";
import type { SignedIn } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { type DatabaseTransaction, withTransaction } from "../platform/database/index.ts";
import { emit } from "../platform/events/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { discussionOpened } from "./events.ts";
import { findPlace, type Place, requireOpenBoard, requireParticipant } from "./find-place.ts";
import { getDiscussion } from "./get-discussion.ts";
import { limitThreads } from "./limits.ts";
import { requireKnownSpeaker } from "./require-known-speaker.ts";
import { takeNum } from "./store/boards.ts";
import { insertDiscussion, type PullRequestRow } from "./store/discussions.ts";
import { insertEvent } from "./store/events.ts";
import { tellOfComment } from "./tell-of-comment.ts";

export type NewThread = { title: string; body: string };

/**
 * COM-1: opens a discussion with its first comment.
 * @throws {Problem} `discussions-off`, `rate-limited`, `token-scope-too-small`.
 */
export async function createDiscussion(
  ctx: RequestContext,
  address: Address,
  thread: NewThread,
): Promise<Discussion> {
  const place = await findPlace(ctx, address);
  const author = await requireOpener(ctx, place);
  await refuseSensitiveWords(ctx, thread);
  const num = await withTransaction(ctx.db, (trx) =>
    openThread(ctx, trx, { place, author, thread, status: "open", pullRequest: null }),
  );
  return getDiscussion(ctx, { ...address, num });
}

/** The viewer, who may open one more thread. */
export async function requireOpener(ctx: RequestContext, place: Place): Promise<SignedIn> {
  const viewer = requireParticipant(ctx, place);
  requireOpenBoard(place);
  await requireKnownSpeaker(ctx);
  await limitThreads(ctx, viewer);
  return viewer;
}

type Opening = {
  place: Place;
  author: SignedIn;
  thread: NewThread;
  status: "draft" | "open";
  pullRequest: Pick<PullRequestRow, "baseBranch" | "isFromReader"> | null;
};

/** Makes a thread with its first comment. @returns its number. */
export async function openThread(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { place, author, thread, status, pullRequest }: Opening,
): Promise<number> {
  const repositoryId = place.repository.id;
  const num = await takeNum(trx, repositoryId, pullRequest !== null);
  const by = { id: author.accountId, name: author.name };
  const row = { repositoryId, num, title: thread.title, author: by, status };
  const id = await insertDiscussion(trx, row, pullRequest);
  await insertEvent(trx, id, { type: "comment", author: by, body: thread.body });
  await tellOfComment(ctx, trx, {
    repository: place.repository,
    author,
    discussion: { id, num, title: thread.title },
  });
  const isPullRequest = pullRequest !== null;
  const { accountId: actorId } = author;
  await emit(trx, discussionOpened, {
    repositoryId,
    discussionId: id,
    num,
    actorId,
    isPullRequest,
  });
  return num;
}
