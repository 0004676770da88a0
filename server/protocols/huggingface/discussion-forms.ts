import type {
  CommentEvent,
  CommentVersion,
  DiscussionEvent,
  DiscussionSummary,
  Person,
} from "#contract/community/discussion.ts";
import type { Repository } from "../../repositories/index.ts";
import { typeOfKind } from "../address.ts";
import { fullNameOf } from "../repository-call.ts";

/** Who has gone has no account: clients then say "deleted". */
function authorOf({ name, account }: Person) {
  return account === null ? {} : { author: { name, avatarUrl: account.avatarUrl ?? "" } };
}

/** A discussion as lists and details have it. Source: huggingface_hub `community.Discussion`. */
export function hubDiscussion(repository: Repository, discussion: DiscussionSummary) {
  return {
    num: discussion.num,
    title: discussion.title,
    status: discussion.status,
    isPullRequest: discussion.isPullRequest,
    ...authorOf(discussion.author),
    createdAt: discussion.createdAt,
    numComments: discussion.commentCount,
    repo: { name: fullNameOf(repository), type: typeOfKind(repository.kind).slice(0, -1) },
  };
}

/** One entry of a thread. Source: huggingface_hub `community.deserialize_event`. */
export function hubEvent(event: DiscussionEvent, versions: readonly CommentVersion[] = []) {
  const { id, type, createdAt, author } = event;
  return { id, type, createdAt, ...authorOf(author), data: dataOf(event, versions) };
}

function dataOf(event: DiscussionEvent, versions: readonly CommentVersion[]) {
  switch (event.type) {
    case "comment":
      return commentData(event, versions);
    case "status-change":
      return { status: event.status };
    case "title-change":
      return { from: event.from, to: event.to };
    case "commit":
      return { subject: event.title, oid: event.commit };
  }
}

function commentData(event: CommentEvent, versions: readonly CommentVersion[]) {
  const { editedAt, isHidden, createdAt, author } = event;
  // A hidden comment keeps its place and has no words, whoever asks.
  const raw = isHidden ? "" : (event.body ?? "");
  const latest = { raw, html: htmlOf(raw), updatedAt: editedAt ?? createdAt };
  return {
    edited: editedAt !== null,
    hidden: isHidden,
    latest: { ...latest, ...authorOf(author) },
    numEdits: event.editCount,
    history: isHidden
      ? []
      : versions.map(({ body, writtenAt }) => ({
          raw: body,
          html: htmlOf(body),
          updatedAt: writtenAt,
        })),
  };
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The words as they were typed, as HTML that can hold nothing else. */
function htmlOf(raw: string): string {
  const text = raw.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
  const paragraphs = text.split(/\n{2,}/).filter((part) => part !== "");
  return paragraphs.map((part) => `<p>${part.replaceAll("\n", "<br>")}</p>`).join("\n");
}
