import type {
  CommentEvent,
  Discussion,
  DiscussionAbilities,
  DiscussionEvent,
  DiscussionStatus,
  DiscussionSummary,
  Person,
} from "#contract/community/discussion.ts";
import { summariseNamespaces, type Viewer } from "../accounts/index.ts";
import type { Database } from "../platform/database/index.ts";
import { pullRequestRef } from "../repositories/index.ts";
import type { Thread } from "./find-thread.ts";
import { canEditComment, canHideComment } from "./policy.ts";
import type { DiscussionRow } from "./store/discussions.ts";
import type { Author, EventRow } from "./store/events.ts";

type Accounts = Awaited<ReturnType<typeof summariseNamespaces>>;

function personOf({ id, name }: Author, accounts: Accounts): Person {
  const account = accounts.get(id ?? 0) ?? null;
  return { name: account?.name ?? name, account };
}

function accountsOf(db: Database, authors: readonly Author[]): Promise<Accounts> {
  return summariseNamespaces(
    db,
    authors.flatMap(({ id }) => id ?? []),
  );
}

export async function presentDiscussions(
  db: Database,
  rows: readonly DiscussionRow[],
): Promise<DiscussionSummary[]> {
  const authors = rows.map(({ authorId: id, authorName: name }) => ({ id, name }));
  const accounts = await accountsOf(db, authors);
  return rows.map((row) => ({
    num: row.num,
    title: row.title,
    author: personOf({ id: row.authorId, name: row.authorName }, accounts),
    status: row.status,
    isPullRequest: row.pullRequest !== null,
    commentCount: row.commentCount,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

export async function presentThread(
  db: Database,
  { discussion, abilities }: Thread,
): Promise<Discussion> {
  const [summary] = await presentDiscussions(db, [discussion]);
  if (summary === undefined) throw new Error("a discussion has no summary");
  const { pullRequest } = discussion;
  return {
    ...summary,
    abilities,
    pullRequest: pullRequest && {
      ref: pullRequestRef(discussion.num),
      baseBranch: pullRequest.baseBranch,
      mergeCommit: pullRequest.mergeCommit,
      hasChanges: pullRequest.hasRef || pullRequest.mergedHead !== null,
    },
  };
}

type Reader = { viewer: Viewer; abilities: DiscussionAbilities };

/** Hidden comments keep their place, and their words for moderators. */
export async function presentEvents(
  db: Database,
  reader: Reader,
  rows: readonly EventRow[],
): Promise<DiscussionEvent[]> {
  const accounts = await accountsOf(
    db,
    rows.map(({ author }) => author),
  );
  return rows.map((row) => presentEvent(row, { reader, author: personOf(row.author, accounts) }));
}

export async function presentComment(
  db: Database,
  reader: Reader,
  row: EventRow,
): Promise<CommentEvent> {
  const accounts = await accountsOf(db, [row.author]);
  return commentOf(row, { reader, author: personOf(row.author, accounts) });
}

type Shown = { reader: Reader; author: Person };

function presentEvent(row: EventRow, shown: Shown): DiscussionEvent {
  const base = { id: row.publicId, author: shown.author, createdAt: row.createdAt.toISOString() };
  switch (row.type) {
    case "comment":
      return commentOf(row, shown);
    case "status-change":
      return { ...base, type: "status-change", status: row.body as DiscussionStatus };
    case "title-change":
      return { ...base, type: "title-change", from: row.bodyBefore ?? "", to: row.body };
    case "commit":
      return { ...base, type: "commit", commit: row.commit ?? "", title: row.body };
  }
}

function commentOf(row: EventRow, { reader, author }: Shown): CommentEvent {
  const { viewer, abilities } = reader;
  const isReadable = !row.isHidden || abilities.moderate;
  return {
    id: row.publicId,
    type: "comment",
    author,
    createdAt: row.createdAt.toISOString(),
    body: isReadable ? row.body : null,
    editedAt: row.editedAt?.toISOString() ?? null,
    editCount: row.versionCount,
    isHidden: row.isHidden,
    canEdit: canEditComment(viewer, abilities, row),
    canHide: canHideComment(viewer, abilities, row),
  };
}
