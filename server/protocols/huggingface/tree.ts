import { z } from "zod";
import { hashText } from "../../platform/formats/xet/index.ts";
import { pointerSize } from "../../platform/git/index.ts";
import {
  describeScans,
  type Entry,
  findEntries,
  findHeldContents,
  listEntries,
  resolveRevision,
  summariseCommits,
} from "../../repositories/index.ts";
import { pathOf, revisionOf } from "../address.ts";
import type { RepositoryCall } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";
import { linkNextPage } from "./link-next-page.ts";
import { parseBody } from "../parse-body.ts";
import { queryFlag, queryNumber, queryValue } from "./query.ts";
import { securityFileStatus } from "./security.ts";

const PAGE = 1000;
const EXPANDED_PAGE = 100;
const MAX_PATHS = 10_000;
const BODY_LIMIT = 8 * 1024 * 1024;

export function treeRoutes(hub: Hub): void {
  const tree = { method: "GET", right: "see", answer: answerTree } as const;
  onEachType(hub, { ...tree, path: "/tree/:rev" });
  onEachType(hub, { ...tree, path: "/tree/:rev/*" });
  onEachType(hub, {
    method: "POST",
    path: "/paths-info/:rev",
    right: "see",
    bodyLimit: BODY_LIMIT,
    answer: answerPathsInfo,
  });
}

/** `GET tree/{rev}[/path]`: an array, folders included, in pages joined by `Link`. */
async function answerTree(call: RepositoryCall) {
  const { ctx, repository, request } = call;
  const commit = await resolveRevision(ctx, repository, revisionOf(request));
  const path = pathOf(request);
  const expand = queryFlag(request, "expand");
  const page = await listEntries(ctx, repository, {
    commit,
    path,
    recursive: queryFlag(request, "recursive"),
    cursor: queryValue(request, "cursor"),
    limit: queryNumber(request, "limit", pageSizes(expand)),
  });
  linkNextPage(call, ctx.baseUrl, page.nextCursor);
  return presentEntries(call, page.items, expand);
}

function pageSizes(expand: boolean) {
  const max = expand ? EXPANDED_PAGE : PAGE;
  return { fallback: max, max };
}

const PathsInfo = z.object({
  paths: z.union([z.string().transform((path) => [path]), z.array(z.string()).max(MAX_PATHS)]),
  expand: z
    .union([
      z.boolean(),
      z.array(z.string()).transform((flags) => /^(true|1)$/i.test(flags[0] ?? "")),
    ])
    .default(false),
});

/** `POST paths-info/{rev}`: a form from Python, JSON from JavaScript; unknown paths are left out. */
async function answerPathsInfo(call: RepositoryCall) {
  const { ctx, repository, request } = call;
  const { paths, expand } = parseBody(PathsInfo, request.body);
  const commit = await resolveRevision(ctx, repository, revisionOf(request));
  const entries = await findEntries(ctx, repository, { commit, paths });
  return presentEntries(call, entries, expand);
}

async function presentEntries(call: RepositoryCall, entries: Entry[], expand: boolean) {
  const { ctx, repository } = call;
  const ids = entries.flatMap((entry) => entry.lastCommit ?? []);
  const commits = expand ? await summariseCommits(ctx, repository, ids) : undefined;
  const large = entries.flatMap(({ sha256 }) => sha256 ?? []);
  const contents = await findHeldContents(ctx, repository, large);
  const scans = expand ? await describeScans(ctx, repository, entries) : undefined;
  return entries.map((entry) => {
    const last = entry.lastCommit === null ? undefined : commits?.get(entry.lastCommit);
    const scan = scans?.get(entry.path);
    return {
      type: entry.type === "folder" ? "directory" : "file",
      oid: entry.oid,
      size: entry.type === "folder" ? 0 : entry.sizeBytes,
      path: entry.path,
      ...lfsOf(entry),
      ...xetHashOf(contents.get(entry.sha256 ?? "")),
      ...(last === undefined
        ? {}
        : { lastCommit: { id: last.id, title: last.title, date: last.committedAt } }),
      ...(scan === undefined ? {} : { securityFileStatus: securityFileStatus(scan) }),
    };
  });
}

/** Of a file that is kept as chunks. */
function xetHashOf(content: { xetHash: Buffer | null } | undefined) {
  return content?.xetHash ? { xetHash: hashText(content.xetHash) } : {};
}

/** What is known of a large file; `lfs.oid` here, `lfs.sha256` in siblings. */
export function lfsOf(entry: Entry) {
  if (entry.sha256 === null) return {};
  const { sha256, sizeBytes } = entry;
  const pointer = { sha256, sizeBytes };
  return { lfs: { oid: sha256, size: sizeBytes, pointerSize: pointerSize(pointer) } };
}
