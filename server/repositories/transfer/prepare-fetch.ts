import type { RequestContext } from "../../context.ts";
import { type ObjectId, ObjectIdSet, type OutgoingObject } from "../../platform/git/index.ts";
import type { Repository } from "../repository.ts";
import { listRefs } from "../store/refs.ts";
import {
  type CollectedObjects,
  collectTrees,
  type ObjectFilter,
  withoutLarge,
} from "./collect-objects.ts";
import { CommitGraph } from "./commit-graph.ts";
import { peelWants } from "./peel-wants.ts";
import { readPacked } from "./read-packed.ts";
import { type Depth, selectCommits } from "./select-commits.ts";
import { requireShownWants, withoutClosed } from "./without-closed.ts";
import { withoutPurged } from "./without-purged.ts";

export type FetchRequest = {
  wants: readonly ObjectId[];
  /** Commits that both sides have. */
  haves: readonly ObjectId[];
  /** Commits that the client has without their parents. */
  shallow: readonly ObjectId[];
  depth?: Depth;
  filter?: ObjectFilter;
  /** Annotated tags come with the commits that they name. */
  includesTags: boolean;
};

export type PreparedFetch = {
  /** What changes at the ends of the client's history. */
  shallow: ObjectId[];
  unshallow: ObjectId[];
  count: number;
  /** The objects with their bytes; exactly `count`. */
  objects: () => AsyncIterable<OutgoingObject>;
};

/**
 * Finds what a client lacks of what it wants. Only ids are held; bytes are read when they are sent.
 * @throws {Problem} `revision-not-found` for an object that is not here, `validation-failed`.
 */
export async function prepareFetch(
  ctx: RequestContext,
  repository: Pick<Repository, "id" | "defaultBranch" | "withheld">,
  request: FetchRequest,
): Promise<PreparedFetch> {
  const { id } = repository;
  const scope = { db: ctx.db, repositoryId: id, signal: ctx.signal };
  const wants = await peelWants(ctx.db, id, request.wants);
  await requireShownWants(ctx, repository, wants);
  const { haves, shallow, depth, filter } = request;
  const graph = new CommitGraph(ctx.db, id);
  const all = await selectCommits(graph, { wants: wants.commit, haves, shallow, depth });
  const unpurged = await withoutPurged(scope, all, wants.commit);
  const isWithoutFiles = filter?.kind === "blob-limit" && filter.bytes === 0;
  const selected = isWithoutFiles
    ? unpurged
    : await withoutClosed(scope, { repository, selected: unpurged, wants: wants.commit });
  const objects: CollectedObjects = {
    commit: ObjectIdSet.of(selected.commits.map(({ oid }) => oid)),
    tag: ObjectIdSet.of(wants.tag),
    tree: new ObjectIdSet(),
    blob: new ObjectIdSet(),
  };
  if (request.includesTags) await addTags(ctx, id, objects);
  const { knownTrees } = selected;
  const trees = selected.commits.map(({ treeOid }) => treeOid);
  await collectTrees(scope, objects, { trees, knownTrees, filter });
  await collectTrees(scope, objects, { trees: wants.tree, knownTrees: [], filter });
  if (filter?.kind === "blob-limit" && filter.bytes > 0) {
    objects.blob = await withoutLarge(scope, objects.blob, filter.bytes);
  }
  // What is asked for by its own id comes whatever the filter says.
  for (const oid of wants.tree) objects.tree.add(oid);
  for (const oid of wants.blob) objects.blob.add(oid);
  const count = Object.values(objects).reduce((sum, { size }) => sum + size, 0);
  return {
    shallow: selected.shallow,
    unshallow: selected.unshallow,
    count,
    objects: () => readPacked({ ...scope, store: ctx.store }, objects),
  };
}

async function addTags(
  { db }: RequestContext,
  repositoryId: number,
  { commit, tag }: CollectedObjects,
): Promise<void> {
  for (const ref of await listRefs(db, repositoryId)) {
    const isSent = ref.commit !== null && ref.commit !== ref.target && commit.has(ref.commit);
    if (!isSent) continue;
    const { tag: chain } = await peelWants(db, repositoryId, [ref.target]);
    for (const oid of chain) tag.add(oid);
  }
}
