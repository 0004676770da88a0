import { z } from "zod";
import { CommitId, NamespaceSummary, text, Timestamp } from "../fields.ts";
import { ChangedPath, CommitSummary } from "../repositories/repository.ts";

/** Discussions are open or closed; `draft` and `merged` are states of pull requests alone. */
export const DiscussionStatus = z.enum(["draft", "open", "closed", "merged"]);
export type DiscussionStatus = z.infer<typeof DiscussionStatus>;

export const DiscussionTitle = text("title", { min: 3, max: 200 });
export const CommentBody = text("comment", { min: 1, max: 65_536 });

/** `account` is null when the account is gone; the name it had then stays. */
const Person = z.object({ name: z.string(), account: NamespaceSummary.nullable() });
export type Person = z.infer<typeof Person>;

export const DiscussionSummary = z.object({
  /** Counted per repository, discussions and pull requests together. */
  num: z.number().int(),
  title: z.string(),
  author: Person,
  status: DiscussionStatus,
  isPullRequest: z.boolean(),
  commentCount: z.number().int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type DiscussionSummary = z.infer<typeof DiscussionSummary>;

/** What this viewer may do with it now. */
export const DiscussionAbilities = z.object({
  comment: z.boolean(),
  rename: z.boolean(),
  /** To close, to open again, to make a draft ready. */
  changeStatus: z.boolean(),
  merge: z.boolean(),
  /** To hide the comments of others, and to read hidden ones. */
  moderate: z.boolean(),
  /** To commit to the ref of the pull request. */
  commit: z.boolean(),
  deleteChanges: z.boolean(),
});
export type DiscussionAbilities = z.infer<typeof DiscussionAbilities>;

export const PullRequestFacts = z.object({
  /** `refs/pr/3`: readable and writable as a revision. */
  ref: z.string(),
  baseBranch: z.string(),
  mergeCommit: CommitId.nullable(),
  /** False when its commits were deleted: there is nothing left to compare. */
  hasChanges: z.boolean(),
});
export type PullRequestFacts = z.infer<typeof PullRequestFacts>;

export const Discussion = DiscussionSummary.extend({
  pullRequest: PullRequestFacts.nullable(),
  abilities: DiscussionAbilities,
});
export type Discussion = z.infer<typeof Discussion>;

const EventBase = z.object({ id: z.string(), author: Person, createdAt: Timestamp });

export const CommentEvent = EventBase.extend({
  type: z.literal("comment"),
  /** Markdown; null when it is hidden from this viewer. */
  body: z.string().nullable(),
  editedAt: Timestamp.nullable(),
  /** How often it was edited. */
  editCount: z.number().int(),
  isHidden: z.boolean(),
  canEdit: z.boolean(),
  canHide: z.boolean(),
});
export type CommentEvent = z.infer<typeof CommentEvent>;

export const DiscussionEvent = z.discriminatedUnion("type", [
  CommentEvent,
  EventBase.extend({ type: z.literal("status-change"), status: DiscussionStatus }),
  EventBase.extend({ type: z.literal("title-change"), from: z.string(), to: z.string() }),
  EventBase.extend({ type: z.literal("commit"), commit: CommitId, title: z.string() }),
]);
export type DiscussionEvent = z.infer<typeof DiscussionEvent>;

/** A text that a comment had before. */
export const CommentVersion = z.object({ body: z.string(), writtenAt: Timestamp });
export type CommentVersion = z.infer<typeof CommentVersion>;

const OpenAndClosed = z.object({ open: z.number().int(), closed: z.number().int() });

/** The threads of a repository in numbers. */
export const Board = z.object({
  /** False: the owner has switched writing off; what was said stays readable. */
  isOpen: z.boolean(),
  discussions: OpenAndClosed,
  pullRequests: OpenAndClosed,
  canOpen: z.boolean(),
  canConfigure: z.boolean(),
});
export type Board = z.infer<typeof Board>;

/** Why a path cannot be merged by itself. */
export const MergeConflict = z.object({
  path: z.string(),
  /** `in-the-way`: a file stands where the other side has a folder, or names cannot be told apart. */
  reason: z.enum(["both-changed", "in-the-way"]),
});
export type MergeConflict = z.infer<typeof MergeConflict>;

/** What a pull request brings, against where it left its base branch. */
export const PullRequestChanges = z.object({
  head: CommitId,
  /** What `head` is compared with. */
  base: CommitId,
  /** The newest 250 commits that the base branch has not. */
  commits: z.array(CommitSummary),
  commitCount: z.number().int(),
  /** How many commits the base branch has gone on by. */
  behindCount: z.number().int(),
  /** The first 1,000 changed paths. */
  changes: z.array(ChangedPath),
  changeCount: z.number().int(),
  /** The first 1,000; empty once it is merged. */
  conflicts: z.array(MergeConflict),
  conflictCount: z.number().int(),
});
export type PullRequestChanges = z.infer<typeof PullRequestChanges>;
