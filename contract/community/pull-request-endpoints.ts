import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address, CommitId } from "../fields.ts";
import { CommentBody, Discussion, DiscussionTitle, PullRequestChanges } from "./discussion.ts";
import { DiscussionAddress } from "./discussion-endpoints.ts";

const BASE = "/assets/:kind/:owner/:name/discussions";

export const createPullRequest = endpoint({
  id: "community.create-pull-request",
  method: "POST",
  path: "/assets/:kind/:owner/:name/pull-requests",
  summary: "Open a draft pull request: commits to its ref follow",
  access: { who: "signed-in", scope: "write", right: "read" },
  params: Address,
  body: z.object({
    title: DiscussionTitle,
    body: CommentBody,
    /** The branch that it is meant for; the default branch when left out. */
    baseBranch: z.string().min(1).max(255).optional(),
  }),
  answer: { status: 201, body: Discussion },
  problems: ["discussions-off", "revision-not-found", "rate-limited"],
  idempotent: true,
});

export const getPullRequestChanges = endpoint({
  id: "community.get-pull-request-changes",
  method: "GET",
  path: `${BASE}/:num/changes`,
  summary: "Commits, changed files and conflicts of a pull request",
  access: { who: "anyone", scope: "read", right: "read" },
  params: DiscussionAddress,
  answer: { status: 200, body: PullRequestChanges },
  problems: ["discussion-not-found", "revision-not-found", "history-too-long"],
});

export const mergePullRequest = endpoint({
  id: "community.merge-pull-request",
  method: "POST",
  path: `${BASE}/:num/merge`,
  summary: "Merge an open pull request into its base branch with a merge commit",
  access: { who: "signed-in", scope: "write", right: "write" },
  params: DiscussionAddress,
  body: z.object({
    /** The head that was looked at: 412 when there are newer commits. */
    expectedHead: CommitId.optional(),
    comment: CommentBody.optional(),
  }),
  answer: { status: 200, body: Discussion },
  problems: [
    "discussion-not-found",
    "discussion-state-wrong",
    "merge-conflict",
    "parent-stale",
    "repository-full",
    "history-too-long",
  ],
});

export const updatePullRequest = endpoint({
  id: "community.update-pull-request",
  method: "POST",
  path: `${BASE}/:num/update`,
  summary: "Take the base branch into an open pull request, and settle the conflicts with it",
  access: { who: "signed-in", scope: "write", right: "read" },
  params: DiscussionAddress,
  body: z.object({
    /** Whose files stay where both have changed them; without it a conflict is refused. */
    keep: z.enum(["own", "base"]).optional(),
  }),
  answer: { status: 200, body: Discussion },
  problems: [
    "discussion-not-found",
    "discussion-state-wrong",
    "merge-conflict",
    "revision-not-found",
    "rate-limited",
  ],
});

export const deletePullRequestChanges = endpoint({
  id: "community.delete-pull-request-changes",
  method: "DELETE",
  path: `${BASE}/:num/changes`,
  summary: "Delete the commits of a closed pull request; the thread stays",
  access: { who: "signed-in", scope: "write", right: "write" },
  params: DiscussionAddress,
  answer: { status: 204 },
  problems: ["discussion-not-found", "discussion-state-wrong"],
});
