import type { DiscussionAbilities } from "#contract/community/discussion.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { SignedIn } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { findPlace, type Place, requireParticipant } from "./find-place.ts";
import { abilitiesOf } from "./policy.ts";
import { type DiscussionRow, findDiscussion, lockDiscussion } from "./store/discussions.ts";

export type DiscussionAddress = Address & { num: number };

/** A thread as it stands, and what the viewer may do with it. */
export type Thread = { place: Place; discussion: DiscussionRow; abilities: DiscussionAbilities };

/** As what somebody comes to a thread: who comes to write is asked who they are before all else. */
type Comer = "reader" | "participant" | "moderator";

/** @throws {Problem} `not-found`, `discussion-not-found`; for who writes as `requireParticipant`. */
export async function findThread(
  ctx: RequestContext,
  { num, ...address }: DiscussionAddress,
  comer: Comer = "reader",
): Promise<Thread> {
  const place = await findPlace(ctx, address, comer === "moderator" ? "write" : "read");
  if (comer !== "reader") requireParticipant(ctx, place);
  const key = { repositoryId: place.repository.id, num };
  return threadOf(ctx, place, { num, discussion: await findDiscussion(ctx.db, key) });
}

/** The same thread, read again under its lock: what it allows is decided by how it stands now. */
export async function lockThread(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { place, discussion: { num } }: Thread,
): Promise<Thread> {
  const key = { repositoryId: place.repository.id, num };
  return threadOf(ctx, place, { num, discussion: await lockDiscussion(trx, key) });
}

type Ability = keyof DiscussionAbilities;

const REFUSALS: Record<Ability, string> = {
  comment: "The owner has switched discussions off",
  rename: "Only its author and those who may write to the repository rename a discussion",
  changeStatus: "Only its author and those who may write to the repository close or open it",
  merge: "Only those who may write to the repository merge",
  moderate: "Only those who may write to the repository do this",
  commit: "Only its author and those who may write to the repository add commits",
  deleteChanges: "Only those who may write to the repository delete what was brought",
};

const FOR_MODERATORS: ReadonlySet<Ability> = new Set(["merge", "moderate", "deleteChanges"]);

/** The viewer, who may do this. @throws {Problem} `forbidden`, `discussion-state-wrong`. */
export function requireAbility(
  ctx: RequestContext,
  { place, discussion, abilities }: Thread,
  ability: Ability,
): SignedIn {
  const viewer = requireParticipant(ctx, place);
  if (abilities[ability]) return viewer;
  const { status, num } = discussion;
  const isOwn = discussion.authorId === viewer.accountId;
  if (ability === "comment" || (ability === "commit" && isOwn && !place.board.isOpen)) {
    throw problem("discussions-off", { detail: REFUSALS.comment });
  }
  const isForAuthors = !FOR_MODERATORS.has(ability);
  if (ability !== "moderate" && (abilities.moderate || (isOwn && isForAuthors))) {
    throw problem("discussion-state-wrong", {
      detail: `#${num} is ${status}: this is not possible now`,
      extra: { status },
    });
  }
  throw problem("forbidden", { detail: REFUSALS[ability] });
}

function threadOf(
  ctx: RequestContext,
  place: Place,
  { num, discussion }: { num: number; discussion: DiscussionRow | undefined },
): Thread {
  if (discussion === undefined) {
    throw problem("discussion-not-found", { detail: `There is no discussion #${num} here` });
  }
  const { level, board } = place;
  const abilities = abilitiesOf(ctx.viewer, { level, isBoardOpen: board.isOpen, discussion });
  return { place, discussion, abilities };
}
