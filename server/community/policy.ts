import type { DiscussionAbilities } from "#contract/community/discussion.ts";
import type { Viewer } from "../accounts/index.ts";
import { isWritingCredential, type RightLevel } from "../repositories/index.ts";
import type { DiscussionRow } from "./store/discussions.ts";
import type { EventRow } from "./store/events.ts";

const WRITE = 3;

type Standing = {
  /** The viewer's right on the repository, as the credential lets it through. */
  level: RightLevel;
  isBoardOpen: boolean;
  discussion: DiscussionRow;
};

/** What this viewer may do with a thread: the page shows these, the use-cases enforce them. */
export function abilitiesOf(
  viewer: Viewer,
  { level, isBoardOpen, discussion }: Standing,
): DiscussionAbilities {
  const { status, pullRequest, repositoryId } = discussion;
  const takesPart = isWritingCredential(viewer, repositoryId);
  const moderates = takesPart && level >= WRITE;
  const governs = moderates || (takesPart && isOwn(viewer, discussion.authorId));
  const hasRef = pullRequest?.hasRef === true;
  const isUnderWay = status === "open" || status === "draft";
  return {
    comment: takesPart && isBoardOpen,
    rename: governs,
    changeStatus: governs && status !== "merged" && (pullRequest === null || hasRef),
    merge: moderates && hasRef && status === "open",
    moderate: moderates,
    commit: governs && isBoardOpen && hasRef && isUnderWay,
    deleteChanges: moderates && hasRef && status === "closed",
  };
}

/** Nobody rewrites the words of others. */
export function canEditComment(
  viewer: Viewer,
  { comment }: DiscussionAbilities,
  { author, isHidden }: Pick<EventRow, "author" | "isHidden">,
): boolean {
  return comment && !isHidden && isOwn(viewer, author.id);
}

export function canHideComment(
  viewer: Viewer,
  { comment, moderate }: DiscussionAbilities,
  { author, isHidden }: Pick<EventRow, "author" | "isHidden">,
): boolean {
  return !isHidden && (moderate || (comment && isOwn(viewer, author.id)));
}

function isOwn(viewer: Viewer, authorId: number | null): boolean {
  return viewer.kind === "account" && viewer.accountId === authorId;
}
