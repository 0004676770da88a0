import { ENDPOINTS } from "#contract/endpoints.ts";
import type { RequestContext } from "../context.ts";
import type { Mount } from "../platform/http/index.ts";
import { articleRoutes } from "./articles/routes.ts";
import { addComment } from "./add-comment.ts";
import { changeStatus } from "./change-status.ts";
import { commentRoutes } from "./comments/routes.ts";
import { createDiscussion } from "./create-discussion.ts";
import { editBoard } from "./edit-board.ts";
import { editComment, hideComment } from "./edit-comment.ts";
import { getBoard } from "./get-board.ts";
import { getDiscussion, listCommentVersions, listDiscussionEvents } from "./get-discussion.ts";
import { listDiscussions } from "./list-discussions.ts";
import { createPullRequest } from "./pull-requests/create-pull-request.ts";
import { deletePullRequestChanges } from "./pull-requests/delete-changes.ts";
import { getPullRequestChanges } from "./pull-requests/get-changes.ts";
import { mergePullRequest } from "./pull-requests/merge-pull-request.ts";
import { updatePullRequest } from "./pull-requests/update-pull-request.ts";
import { relatedRoutes } from "./related/routes.ts";
import { renameDiscussion } from "./rename-discussion.ts";
import { reportRoutes } from "./reports/routes.ts";

const { community } = ENDPOINTS;

export function communityRoutes(mount: Mount<RequestContext>): void {
  articleRoutes(mount);
  relatedRoutes(mount);
  commentRoutes(mount);
  reportRoutes(mount);
  mount(community.getBoard, ({ ctx, params }) => getBoard(ctx, params));
  mount(community.editBoard, ({ ctx, params, body }) => editBoard(ctx, params, body));
  mount(community.listDiscussions, ({ ctx, params, query }) => listDiscussions(ctx, params, query));
  mount(community.createDiscussion, ({ ctx, params, body }) => createDiscussion(ctx, params, body));
  mount(community.getDiscussion, ({ ctx, params }) => getDiscussion(ctx, params));
  mount(community.listDiscussionEvents, ({ ctx, params, query }) =>
    listDiscussionEvents(ctx, params, query),
  );
  mount(community.renameDiscussion, ({ ctx, params, body }) =>
    renameDiscussion(ctx, params, body.title),
  );
  mount(community.changeDiscussionStatus, ({ ctx, params, body }) =>
    changeStatus(ctx, params, body),
  );
  mount(community.addComment, ({ ctx, params, body }) => addComment(ctx, params, body.body));
  mount(community.editComment, ({ ctx, params, body }) => editComment(ctx, params, body.body));
  mount(community.hideComment, ({ ctx, params }) => hideComment(ctx, params));
  mount(community.listCommentVersions, ({ ctx, params }) => listCommentVersions(ctx, params));
  mount(community.createPullRequest, ({ ctx, params, body }) =>
    createPullRequest(ctx, params, body),
  );
  mount(community.getPullRequestChanges, ({ ctx, params }) => getPullRequestChanges(ctx, params));
  mount(community.mergePullRequest, ({ ctx, params, body }) => mergePullRequest(ctx, params, body));
  mount(community.updatePullRequest, ({ ctx, params, body }) =>
    updatePullRequest(ctx, params, body),
  );
  mount(community.deletePullRequestChanges, ({ ctx, params }) =>
    deletePullRequestChanges(ctx, params),
  );
}
