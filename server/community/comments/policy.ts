import type { AssetComment } from "#contract/community/comment.ts";
import type { Viewer } from "../../accounts/index.ts";
import { isWritingCredential } from "../../repositories/index.ts";
import type { CommentsPlace } from "./find-comments-place.ts";
import type { CommentRow } from "./store/comments.ts";

const MANAGE = 4;

/** Owner, maintainers and administrators. */
export function canModerate(viewer: Viewer, { repository, level }: CommentsPlace): boolean {
  return level >= MANAGE && isWritingCredential(viewer, repository.id);
}

export function isOwn(viewer: Viewer, { authorId }: Pick<CommentRow, "authorId">): boolean {
  return viewer.kind === "account" && viewer.accountId === authorId;
}

/** Its words are there, if not for everybody. */
export function isStanding({ state }: Pick<CommentRow, "state">): boolean {
  return state === "shown" || state === "hidden";
}

/** What this viewer may do with a comment: the page shows these, the use-cases enforce them. */
export function abilitiesOf(
  viewer: Viewer,
  place: CommentsPlace,
  comment: CommentRow,
): AssetComment["abilities"] {
  const acts = isWritingCredential(viewer, place.repository.id);
  const isShown = comment.state === "shown";
  return {
    reply: acts && isShown,
    like: acts && isShown,
    edit: acts && isShown && isOwn(viewer, comment),
    delete: acts && isStanding(comment) && isOwn(viewer, comment),
    moderate: canModerate(viewer, place) && isStanding(comment),
  };
}
