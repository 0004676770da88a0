import { z } from "zod";
import {
  CommentBody,
  type DiscussionEvent,
  DiscussionTitle,
} from "#contract/community/discussion.ts";
import { isProblem } from "#contract/problems.ts";
import {
  addComment,
  changeStatus,
  createDiscussion,
  createPullRequest,
  editComment,
  getDiscussion,
  getLastEvent,
  getPullRequestDiff,
  hideComment,
  listCommentVersions,
  listDiscussionEvents,
  listNumberedDiscussions,
  mergePullRequest,
  renameDiscussion,
} from "../../community/index.ts";
import { webUrl } from "../address.ts";
import { parseBody } from "../parse-body.ts";
import { fullNameOf, type RepositoryCall } from "../repository-call.ts";
import { hubDiscussion, hubEvent } from "./discussion-forms.ts";
import { type Hub, onEachType } from "./hub.ts";
import { queryFlag, queryNumber, queryValue } from "./query.ts";

const PAGE = 50;
const MAX_PAGES = 10_000;
const EVENT_PAGE = 100;
/** Characters of one thread's words in an answer: older ones come first. */
const LENGTH_LIMIT = 8_000_000;
const PATH = "/discussions";
const THREAD = `${PATH}/:num(^[1-9][0-9]{0,9}$)` as const;

type Answer = (call: RepositoryCall) => Promise<unknown>;

/**
 * Discussions and pull requests as hub clients ask for them.
 * Source: huggingface_hub `HfApi.get_repo_discussions` and the calls below it.
 */
export function discussionRoutes(hub: Hub): void {
  const get = (path: string, answer: Answer) =>
    onEachType(hub, { method: "GET", path, right: "read", answer });
  const post = (path: string, answer: Answer) =>
    onEachType(hub, { method: "POST", path, right: "read", answer });
  get(PATH, answerList);
  get(THREAD, answerDetails);
  post(PATH, answerNew);
  post(`${THREAD}/comment`, answerComment);
  post(`${THREAD}/title`, answerTitle);
  post(`${THREAD}/status`, answerStatus);
  post(`${THREAD}/merge`, answerMerge);
  post(`${THREAD}/comment/:comment/edit`, answerEdit);
  post(`${THREAD}/comment/:comment/hide`, answerHide);
}

function placeOf({ repository }: RepositoryCall) {
  return { kind: repository.kind, owner: repository.ownerName, name: repository.name };
}

function threadOf(call: RepositoryCall) {
  const { num } = call.request.params as { num: string };
  return { ...placeOf(call), num: Math.min(Number(num), 2_147_483_647) };
}

const TYPES: Record<string, "discussion" | "pull-request"> = {
  discussion: "discussion",
  pull_request: "pull-request",
};
const STATES: Record<string, "open" | "closed"> = { open: "open", closed: "closed" };

async function answerList(call: RepositoryCall) {
  const { ctx, repository, request } = call;
  const skip = PAGE * queryNumber(request, "p", { fallback: 0, max: MAX_PAGES });
  const { items, count } = await listNumberedDiscussions(ctx, placeOf(call), {
    type: TYPES[queryValue(request, "type") ?? ""],
    state: STATES[queryValue(request, "status") ?? ""],
    author: queryValue(request, "author"),
    skip,
    limit: PAGE,
  });
  const discussions = items.map((item) => hubDiscussion(repository, item));
  return { discussions, count, start: skip };
}

async function answerDetails(call: RepositoryCall) {
  const { ctx, repository, request } = call;
  const address = threadOf(call);
  const discussion = await getDiscussion(ctx, address);
  const events = await allEvents(call);
  const described = { ...hubDiscussion(repository, discussion), events };
  if (discussion.pullRequest === null) return described;
  const { baseBranch, mergeCommit } = discussion.pullRequest;
  return {
    ...described,
    changes: {
      base: `refs/heads/${baseBranch}`,
      ...(mergeCommit === null ? {} : { mergeCommitId: mergeCommit }),
    },
    ...(await changesOf(call, queryFlag(request, "diff"))),
  };
}

/** Of a pull request whose commits or base are gone there is nothing left to compare. */
async function changesOf(call: RepositoryCall, wantsDiff: boolean) {
  try {
    const { changes, diff } = await getPullRequestDiff(call.ctx, threadOf(call), { wantsDiff });
    const filesWithConflicts = changes.conflicts.map(({ path }) => path);
    return { filesWithConflicts, ...(wantsDiff ? { diff } : {}) };
  } catch (error) {
    const isGone = isProblem(error, "revision-not-found") || isProblem(error, "conflict");
    if (!isGone) throw error;
    return { filesWithConflicts: [], ...(wantsDiff ? { diff: "" } : {}) };
  }
}

/** Clients ask for no further page: all of it, up to the length of a long book. */
async function allEvents(call: RepositoryCall) {
  const events: ReturnType<typeof hubEvent>[] = [];
  let length = 0;
  let cursor: string | undefined;
  do {
    const query = { cursor, limit: EVENT_PAGE };
    const page = await listDiscussionEvents(call.ctx, threadOf(call), query);
    for (const event of page.items) {
      length += event.type === "comment" ? (event.body?.length ?? 0) : 0;
      events.push(await describe(call, event));
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && length < LENGTH_LIMIT);
  return events;
}

/** With what an edited comment said before. */
async function describe(call: RepositoryCall, event: DiscussionEvent) {
  if (event.type !== "comment" || event.editCount === 0 || event.isHidden) return hubEvent(event);
  const comment = { ...threadOf(call), comment: event.id };
  return hubEvent(event, (await listCommentVersions(call.ctx, comment)).items);
}

const NewDiscussion = z.object({
  title: DiscussionTitle,
  description: CommentBody,
  pullRequest: z.boolean().nullish(),
});

async function answerNew(call: RepositoryCall) {
  const { ctx, repository, request } = call;
  const { title, description: body, pullRequest } = parseBody(NewDiscussion, request.body);
  const thread = { title, body };
  const { num } = pullRequest
    ? await createPullRequest(ctx, placeOf(call), thread)
    : await createDiscussion(ctx, placeOf(call), thread);
  const url = `${webUrl(ctx.baseUrl, repository.kind, fullNameOf(repository))}/discussions/${num}`;
  return { num, url, pullRequest: pullRequest === true };
}

async function answerComment(call: RepositoryCall) {
  const { comment } = parseBody(z.object({ comment: CommentBody }), call.request.body);
  return { newMessage: hubEvent(await addComment(call.ctx, threadOf(call), comment)) };
}

async function answerTitle(call: RepositoryCall) {
  const { title } = parseBody(z.object({ title: DiscussionTitle }), call.request.body);
  await renameDiscussion(call.ctx, threadOf(call), title);
  return { newTitle: hubEvent(await getLastEvent(call.ctx, threadOf(call), "title-change")) };
}

const Comment = CommentBody.nullish();
const NewStatus = z.object({ status: z.enum(["open", "closed"]), comment: Comment });

async function answerStatus(call: RepositoryCall) {
  const { status, comment } = parseBody(NewStatus, call.request.body);
  await changeStatus(call.ctx, threadOf(call), { status, comment: comment ?? undefined });
  return { newStatus: hubEvent(await getLastEvent(call.ctx, threadOf(call), "status-change")) };
}

async function answerMerge(call: RepositoryCall) {
  const body = parseBody(z.object({ comment: Comment }).nullish(), call.request.body);
  await mergePullRequest(call.ctx, threadOf(call), { comment: body?.comment ?? undefined });
  return {};
}

function commentOf(call: RepositoryCall) {
  const { comment } = call.request.params as { comment: string };
  return { ...threadOf(call), comment };
}

async function answerEdit(call: RepositoryCall) {
  const { content } = parseBody(z.object({ content: CommentBody }), call.request.body);
  const edited = await editComment(call.ctx, commentOf(call), content);
  return { updatedComment: await describe(call, edited) };
}

async function answerHide(call: RepositoryCall) {
  return { updatedComment: hubEvent(await hideComment(call.ctx, commentOf(call))) };
}
