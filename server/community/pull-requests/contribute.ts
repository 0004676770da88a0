import type { Address } from "#contract/fields.ts";
import type { SignedIn } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import {
  asSentBy,
  type ChangeSet,
  commitChanges,
  type CommitResult,
  pullRequestRef,
  type Repository,
} from "../../repositories/index.ts";
import { findPlace, type Place, requireOpenBoard, requireParticipant } from "../find-place.ts";
import { type DiscussionAddress, findThread, requireAbility } from "../find-thread.ts";
import { openPullRequest } from "./create-pull-request.ts";
import { discardPullRequest } from "./delete-changes.ts";
import { requirePullRequest } from "./get-changes.ts";

const WRITE = 3;
const TITLE_LENGTH = 200;

export type Contribution = Omit<ChangeSet, "branch" | "senderId" | "trx">;

/**
 * Where the bytes of a contribution are sent to: the repository, as its owner's for who may write,
 * as the sender's for who may only read.
 * @param target the number of an open pull request, or a new one.
 * @throws {Problem} `not-found`, `not-signed-in`, `forbidden`, `discussions-off`,
 *   `discussion-not-found`, `discussion-state-wrong`, `token-scope-too-small`.
 */
export async function requireContributor(
  ctx: RequestContext,
  address: Address,
  target: number | "new",
): Promise<Repository> {
  if (target !== "new") {
    const thread = await findThread(ctx, { ...address, num: target }, "participant");
    requirePullRequest(thread.discussion);
    return recipientOf(thread.place, requireAbility(ctx, thread, "commit"));
  }
  const place = await findPlace(ctx, address);
  const viewer = requireParticipant(ctx, place);
  requireOpenBoard(place);
  return recipientOf(place, viewer);
}

function recipientOf({ repository, level }: Place, viewer: SignedIn): Repository {
  return level >= WRITE ? repository : asSentBy(viewer, repository);
}

/** Commits to an open pull request. @throws {Problem} as `requireContributor`, `commitChanges`. */
export async function commitToPullRequest(
  ctx: RequestContext,
  address: DiscussionAddress,
  contribution: Contribution,
): Promise<CommitResult> {
  const { place, discussion, ...thread } = await findThread(ctx, address, "participant");
  requirePullRequest(discussion);
  const { accountId } = requireAbility(ctx, { place, discussion, ...thread }, "commit");
  return commitChanges(ctx, place.repository, {
    ...contribution,
    branch: pullRequestRef(discussion.num),
    ...(place.level >= WRITE ? {} : { senderId: accountId }),
  });
}

/**
 * Opens a pull request with its first commit; when that is refused, there is none.
 * @param baseBranch what the commit is meant for.
 */
export async function contributeCommit(
  ctx: RequestContext,
  address: Address,
  { baseBranch, expectedHead, ...contribution }: Contribution & { baseBranch: string },
): Promise<{ num: number; commit: string }> {
  const { title, description = "" } = contribution;
  const { num } = await openPullRequest(ctx, address, {
    title: [...title].slice(0, TITLE_LENGTH).join(""),
    body: description.trim() || title,
    baseBranch,
    // The state that the changes were made on: what came since is merged with them.
    startingPoint: expectedHead,
    status: "open",
  });
  try {
    const { commit } = await commitToPullRequest(ctx, { ...address, num }, contribution);
    return { num, commit };
  } catch (error) {
    await discardPullRequest(ctx, await findPlace(ctx, address), num);
    throw error;
  }
}
