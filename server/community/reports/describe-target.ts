import { assetPath } from "#contract/page-paths.ts";
import type { ReportTargetType } from "#contract/community/report-options.ts";
import { findProfile } from "../../accounts/index.ts";
import { getCardText, getListingFacts, getShelf } from "../../assets/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { getRepositoryById, type Repository } from "../../repositories/index.ts";
import { commentPath } from "../comments/comment-path.ts";
import { excerptOf } from "../comments/tell-of-comment.ts";
import { isStanding } from "../comments/policy.ts";
import { findComment } from "../comments/store/comments.ts";
import { findFirstComment } from "../store/events.ts";
import { findDiscussionById } from "../store/discussions.ts";

/** What is reported, by what the database knows it as. */
export type TargetIds = {
  type: ReportTargetType;
  assetId: number | null;
  commentId: number | null;
  discussionId: number | null;
  /** Of an account: itself. */
  namespaceId: number | null;
};

export type TargetDescription = {
  title: string;
  /** Markdown. */
  content: string;
  path: string;
  /** The person or organisation whose it is. */
  responsibleId: number | null;
  isPublished: boolean;
};

const MAX_CONTENT = 20_000;

/** A target as it is now; null when it is gone. */
export async function describeTarget(
  db: Database,
  { type, assetId, commentId, discussionId, namespaceId }: TargetIds,
): Promise<TargetDescription | null> {
  switch (type) {
    case "asset":
      return assetId === null ? null : describeAsset(db, assetId);
    case "comment":
      return assetId === null || commentId === null
        ? null
        : describeComment(db, { assetId, commentId });
    case "discussion":
      return discussionId === null ? null : describeDiscussion(db, discussionId);
    case "account":
      return namespaceId === null ? null : describeAccount(db, namespaceId);
  }
}

async function describeAsset(db: Database, assetId: number): Promise<TargetDescription> {
  const repository = await getRepositoryById(db, assetId);
  const [{ state }, { description }, card] = await Promise.all([
    getShelf(db, assetId),
    getListingFacts(db, assetId),
    getCardText(db, assetId),
  ]);
  return {
    title: nameOf(repository),
    content: cut([description, card].filter((text) => text !== "").join("\n\n")),
    path: assetPath(addressOf(repository)),
    responsibleId: repository.namespaceId,
    isPublished: state === "published",
  };
}

async function describeComment(
  db: Database,
  { assetId, commentId }: { assetId: number; commentId: number },
): Promise<TargetDescription | null> {
  const comment = await findComment(db, { assetId, readerId: null }, { id: commentId });
  if (comment === undefined || !isStanding(comment)) return null;
  const repository = await getRepositoryById(db, assetId);
  return {
    title: nameOf(repository),
    content: cut(comment.body),
    path: commentPath(repository, comment.publicId),
    responsibleId: comment.authorId,
    isPublished: false,
  };
}

async function describeDiscussion(
  db: Database,
  discussionId: number,
): Promise<TargetDescription | null> {
  const discussion = await findDiscussionById(db, discussionId);
  if (discussion === undefined) return null;
  const repository = await getRepositoryById(db, discussion.repositoryId);
  const first = await findFirstComment(db, discussionId);
  return {
    title: `${discussion.title} · ${nameOf(repository)}#${discussion.num}`,
    content: cut(first?.body ?? ""),
    path: assetPath(addressOf(repository), `/discussions/${discussion.num}`),
    responsibleId: discussion.authorId,
    isPublished: false,
  };
}

async function describeAccount(
  db: Database,
  namespaceId: number,
): Promise<TargetDescription | null> {
  const found = await findProfile(db, namespaceId);
  if (found === undefined) return null;
  const { name, nickname, bio } = found;
  return {
    title: name,
    content: cut([nickname, bio].filter((text) => text !== "").join("\n\n")),
    path: `/${encodeURIComponent(name)}`,
    responsibleId: namespaceId,
    isPublished: false,
  };
}

function addressOf({ kind, ownerName: owner, name }: Repository) {
  return { kind, owner, name };
}

function nameOf({ ownerName, name }: Repository): string {
  return `${ownerName}/${name}`;
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_CONTENT ? text : `${characters.slice(0, MAX_CONTENT).join("")}…`;
}

/** A target in one line, as a notice names it. */
export function lineOf({ title }: Pick<TargetDescription, "title">): string {
  return excerptOf(title);
}
