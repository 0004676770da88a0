import { z } from "zod";
import { isProblem, problem } from "#contract/problems.ts";
import {
  countCommits,
  createBranch,
  createTag,
  deleteBranch,
  deleteTag,
  listCommits,
  listPullRequestRefs,
  listRefs,
  resolveRevision,
} from "../../repositories/index.ts";
import { pathOf, revisionOf } from "../address.ts";
import type { RepositoryCall } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";
import { linkNextPage } from "./link-next-page.ts";
import { parseBody } from "../parse-body.ts";
import { queryFlag, queryNumber, queryValue } from "./query.ts";

const COMMITS_A_PAGE = 50;
const MAX_COMMITS = 1000;
/** How far back `p` may count: whoever goes further follows the links. */
const MAX_NUMBERED = 10_000;

export function refRoutes(hub: Hub): void {
  onEachType(hub, { method: "GET", path: "/refs", right: "see", answer: answerRefs });
  onEachType(hub, { method: "GET", path: "/commits/:rev", right: "see", answer: answerCommits });
  onEachType(hub, { method: "POST", path: "/branch/*", right: "write", answer: answerNewBranch });
  onEachType(hub, {
    method: "DELETE",
    path: "/branch/*",
    right: "write",
    answer: async ({ ctx, repository, request }) => {
      await deleteBranch(ctx, repository, pathOf(request));
      return {};
    },
  });
  onEachType(hub, { method: "POST", path: "/tag/:rev", right: "write", answer: answerNewTag });
  onEachType(hub, {
    method: "DELETE",
    path: "/tag/*",
    right: "write",
    answer: async ({ ctx, repository, request }) => {
      await deleteTag(ctx, repository, pathOf(request));
      return {};
    },
  });
}

/** `converts` must be there; `pullRequests` only where it was asked for. */
async function answerRefs({ ctx, repository, request }: RepositoryCall) {
  const refs = await listRefs(ctx, repository);
  const present = (ref: { name: string; ref: string; commit: string }) => ({
    name: ref.name,
    ref: ref.ref,
    targetCommit: ref.commit,
  });
  return {
    branches: refs.branches.map(present),
    tags: refs.tags.map(present),
    converts: [],
    ...(queryFlag(request, "include_prs")
      ? { pullRequests: (await listPullRequestRefs(ctx, repository)).map(present) }
      : {}),
  };
}

/**
 * Newest first, page after page by `Link`; `p` numbers the pages instead. The first answer tells
 * how many there are in all.
 */
async function answerCommits(call: RepositoryCall) {
  const { ctx, repository, request, reply } = call;
  const commit = await resolveRevision(ctx, repository, revisionOf(request));
  const limit = queryNumber(request, "limit", { fallback: COMMITS_A_PAGE, max: MAX_COMMITS });
  const skip = limit * queryNumber(request, "p", { fallback: 0, max: MAX_NUMBERED });
  if (skip + limit > MAX_NUMBERED) {
    throw problem("validation-failed", {
      detail: `p: the first ${MAX_NUMBERED} commits are numbered, follow the links for more`,
    });
  }
  const cursor = queryValue(request, "cursor");
  const wanted = { commit, cursor, limit: skip + limit };
  const { items, nextCursor } = await listCommits(ctx, repository, wanted);
  if (skip === 0) linkNextPage(call, ctx.baseUrl, nextCursor);
  if (cursor === undefined) {
    reply.header("x-total-count", String(await countCommits(ctx, repository, commit)));
  }
  return items.slice(skip).map((item) => ({
    id: item.id,
    title: item.title,
    message: item.description,
    date: item.committedAt,
    authors: [{ user: item.author.account?.name ?? item.author.name }],
  }));
}

const NewBranch = z
  .object({
    startingPoint: z.string().max(255).nullish(),
    overwrite: z.boolean().nullish(),
    emptyBranch: z.literal(false, "branches begin at a commit here").nullish(),
  })
  .nullish();

/** `overwrite` without a starting point leaves a branch that is there as it is. */
async function answerNewBranch({ ctx, repository, request }: RepositoryCall) {
  const body = parseBody(NewBranch, request.body);
  const startingPoint = body?.startingPoint ?? undefined;
  try {
    await createBranch(ctx, repository, { name: pathOf(request), startingPoint });
  } catch (error) {
    const isThere = isProblem(error, "ref-exists") && startingPoint === undefined;
    if (!(isThere && body?.overwrite === true)) throw error;
  }
  return {};
}

const NewTag = z.object({
  tag: z.string().max(255),
  message: z.string().max(65_536).nullish(),
});

async function answerNewTag({ ctx, repository, request }: RepositoryCall) {
  const body = parseBody(NewTag, request.body);
  await createTag(ctx, repository, {
    name: body.tag,
    revision: revisionOf(request),
    message: body.message ?? undefined,
  });
  return {};
}
