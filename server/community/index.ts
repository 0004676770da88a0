export { addComment } from "./add-comment.ts";
export { changeStatus } from "./change-status.ts";
export { createDiscussion } from "./create-discussion.ts";
export { editBoard } from "./edit-board.ts";
export { editComment, hideComment } from "./edit-comment.ts";
export {
  getDiscussion,
  getLastEvent,
  listCommentVersions,
  listDiscussionEvents,
} from "./get-discussion.ts";
export { forgetAuthor } from "./forget-author.ts";
export { listNumberedDiscussions } from "./list-discussions.ts";
export {
  commitToPullRequest,
  contributeCommit,
  requireContributor,
} from "./pull-requests/contribute.ts";
export { createPullRequest } from "./pull-requests/create-pull-request.ts";
export { getPullRequestDiff } from "./pull-requests/get-changes.ts";
export { mergePullRequest } from "./pull-requests/merge-pull-request.ts";
export { recordCommits } from "./pull-requests/record-commits.ts";
export { renameDiscussion } from "./rename-discussion.ts";
export { communityRoutes } from "./routes.ts";
