import { z } from "zod";
import {
  countCommits,
  createBranch,
  createTag,
  deleteBranch,
  deleteTag,
  listCommits,
  listRefs,
  resolveRevision,
} from "../../repositories/index.ts";
import { pathOf, revisionOf } from "../address.ts";
import { type RepositoryCall } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";
import { linkNextPage } from "./link-next-page.ts";
import { parseBody } from "../parse-body.ts";
import { queryFlag, queryNumber, queryValue } from "./query.ts";

const MAX_COMMITS = 100;

export function refRoutes(hub: Hub): void {
  onEachType(hub, { method: "GET", path: "/refs", right: "read", answer: answerRefs });
  onEachType(hub, { method: "GET", path: "/commits/:rev", right: "read", answer: answerCommits });
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
    ...(queryFlag(request, "include_prs") ? { pullRequests: [] } : {}),
  };
}

/** Newest first; JavaScript pages by `p` and `limit` and reads the total from a header. */
async function answerCommits(call: RepositoryCall) {
  const { ctx, repository, request, reply } = call;
  const commit = await resolveRevision(ctx, repository, revisionOf(request));
  const limit = queryNumber(request, "limit", { fallback: 50, max: MAX_COMMITS });
  const skipPages = Number(queryValue(request, "p") ?? 0);
  let cursor = queryValue(request, "cursor");
  let page = await listCommits(ctx, repository, { commit, cursor, limit });
  for (let skipped = 0; skipped < skipPages; skipped += 1) {
    if (page.nextCursor === null) return [];
    cursor = page.nextCursor;
    page = await listCommits(ctx, repository, { commit, cursor, limit });
  }
  linkNextPage(call, ctx.baseUrl, page.nextCursor);
  reply.header("x-total-count", String(await countCommits(ctx, repository, commit)));
  return page.items.map((item) => ({
    id: item.id,
    title: item.title,
    message: item.description,
    date: item.committedAt,
    authors: [{ user: item.author.account?.name ?? item.author.name }],
  }));
}

const NewBranch = z.object({ startingPoint: z.string().max(255).nullish() }).nullish();

async function answerNewBranch({ ctx, repository, request }: RepositoryCall) {
  const body = parseBody(NewBranch, request.body);
  await createBranch(ctx, repository, {
    name: pathOf(request),
    startingPoint: body?.startingPoint ?? undefined,
  });
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
