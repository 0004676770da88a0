import type { AssetComment } from "#contract/community/comment.ts";
import type { NamespaceSummary } from "#contract/fields.ts";
import { listManagers, summariseNamespaces, type Viewer } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import type { CommentsPlace } from "./find-comments-place.ts";
import { abilitiesOf, canModerate, isOwn, isStanding } from "./policy.ts";
import type { CommentRow } from "./store/comments.ts";

type Shown = {
  viewer: Viewer;
  place: CommentsPlace;
  people: ReadonlyMap<number, NamespaceSummary>;
  publishers: readonly number[];
};

/** Comments as one viewer sees them; people are read once for all. */
export async function presentComments(
  { db, viewer }: Pick<RequestContext, "db" | "viewer">,
  place: CommentsPlace,
  rows: readonly CommentRow[],
): Promise<AssetComment[]> {
  if (rows.length === 0) return [];
  const ids = rows.flatMap(({ authorId, replyTo }) => [authorId ?? [], replyTo?.authorId ?? []]);
  const [people, publishers] = await Promise.all([
    summariseNamespaces(db, ids.flat()),
    listManagers(db, place.repository.namespaceId),
  ]);
  return rows.map((row) => presentOne(row, { viewer, place, people, publishers }));
}

export async function presentComment(
  ctx: Pick<RequestContext, "db" | "viewer">,
  place: CommentsPlace,
  row: CommentRow,
): Promise<AssetComment> {
  const [comment] = await presentComments(ctx, place, [row]);
  if (comment === undefined) throw new Error("a comment has no answer");
  return comment;
}

/** Of what was taken away only the place is told; the reason to whom it concerns. */
function presentOne(row: CommentRow, { viewer, place, people, publishers }: Shown): AssetComment {
  const { state, authorId, replyTo } = row;
  const isConcerned = canModerate(viewer, place) || isOwn(viewer, row);
  const isReadable = state === "shown" || (state === "hidden" && isConcerned);
  return {
    id: row.publicId,
    root: row.rootPublicId,
    replyTo: replyTo && {
      id: replyTo.publicId,
      author: isStanding(replyTo) ? (people.get(replyTo.authorId ?? -1) ?? null) : null,
    },
    author: isStanding(row) ? (people.get(authorId ?? -1) ?? null) : null,
    isByPublisher: isStanding(row) && authorId !== null && publishers.includes(authorId),
    state,
    reason: isConcerned ? row.reason : null,
    body: isReadable ? row.body : null,
    mentions: isReadable ? row.mentions : [],
    likeCount: row.likeCount,
    isLiked: row.isLiked,
    replyCount: row.replyCount,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    abilities: abilitiesOf(viewer, place, row),
  };
}
