import * as endpoints from "#contract/community/comment-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { deleteComment, editComment } from "./edit-comment.ts";
import { setLike } from "./like-comment.ts";
import { getComment, getCommentBoard, listComments, listThread } from "./list-comments.ts";
import { moderateComment } from "./moderate-comment.ts";
import { postComment } from "./post-comment.ts";

export function commentRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.getCommentBoard, ({ ctx, params }) => getCommentBoard(ctx, params));
  mount(endpoints.listAssetComments, ({ ctx, params, query }) => listComments(ctx, params, query));
  mount(endpoints.getAssetComment, ({ ctx, params }) => getComment(ctx, params));
  mount(endpoints.listCommentReplies, ({ ctx, params, query }) => listThread(ctx, params, query));
  mount(endpoints.postAssetComment, ({ ctx, params, body }) => postComment(ctx, params, body));
  mount(endpoints.editAssetComment, ({ ctx, params, body }) => editComment(ctx, params, body.body));
  mount(endpoints.deleteAssetComment, ({ ctx, params }) => deleteComment(ctx, params));
  mount(endpoints.moderateAssetComment, ({ ctx, params, body }) =>
    moderateComment(ctx, params, body),
  );
  mount(endpoints.likeAssetComment, ({ ctx, params }) => setLike(ctx, params, true));
  mount(endpoints.unlikeAssetComment, ({ ctx, params }) => setLike(ctx, params, false));
}
