import { problem } from "#contract/problems.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { EMPTY_TREE_ID, type ObjectId, ObjectIdSet } from "../../platform/git/index.ts";
import { findObjects } from "../store/objects.ts";
import { listRefs } from "../store/refs.ts";
import { isBeingSwept } from "../store/transfers.ts";
import { collectTrees } from "./collect-objects.ts";
import { CommitGraph } from "./commit-graph.ts";
import type { PushedObjects } from "./pushed-objects.ts";
import { walkHistory } from "./walk-history.ts";

const AT_ONCE = 5000;

type Scope = { trx: DatabaseTransaction; repositoryId: number; signal: AbortSignal };

/**
 * Makes sure, under the repository's lock, that all a push names without bringing it is here and
 * whole. Commits must be in the history of a branch or tag: then all they reach is kept.
 * @throws {Problem} `content-unknown` naming the object.
 */
export async function requireConnected(
  scope: Scope,
  { outside }: Pick<PushedObjects, "outside">,
): Promise<void> {
  const named = new Set<ObjectId>(outside.commit);
  const { trx, repositoryId } = scope;
  for (const oids of outside.any.slices(AT_ONCE)) {
    const objects = await findObjects(trx, repositoryId, { oids, bodyLimitBytes: 0 });
    if (objects.length < oids.length) throw missing(oids, objects);
    for (const { oid, type } of objects) {
      if (type === "commit") named.add(oid);
      else if (type === "tree") outside.tree.add(oid);
    }
  }
  await requireInHistory(scope, named);
  await requireHere(scope, outside.tree, "tree");
  await requireHere(scope, outside.blob, "blob");
  if (await isBeingSwept(trx, repositoryId)) await requireWhole(scope, outside.tree);
}

async function requireInHistory(
  { trx, repositoryId }: Scope,
  named: ReadonlySet<ObjectId>,
): Promise<void> {
  const refs = await listRefs(trx, repositoryId);
  const tips = refs.flatMap(({ commit }) => commit ?? []);
  const open = new Set(named);
  for (const tip of tips) open.delete(tip);
  if (open.size === 0) return;
  const graph = new CommitGraph(trx, repositoryId);
  const found = await graph.find(open);
  const oldest = Math.min(...found.map(({ generation }) => generation));
  for await (const { commit } of walkHistory(graph, { from: tips, without: [] })) {
    open.delete(commit.oid);
    if (open.size === 0 || commit.generation < oldest) break;
  }
  const [lost] = open;
  if (lost !== undefined) throw notHere(lost, "commit");
}

async function requireHere(
  { trx, repositoryId }: Scope,
  oids: ObjectIdSet,
  type: "tree" | "blob",
): Promise<void> {
  for (const slice of oids.slices(AT_ONCE)) {
    const asked = slice.filter((oid) => oid !== EMPTY_TREE_ID);
    const objects = await findObjects(trx, repositoryId, { oids: asked, bodyLimitBytes: 0 });
    const here = objects.filter((object) => object.type === type);
    if (here.length < asked.length) throw missing(asked, here);
  }
}

/** While a sweep removes what nobody reaches, a tree that is here may have lost what is in it. */
async function requireWhole(scope: Scope, trees: ObjectIdSet): Promise<void> {
  const found = {
    commit: new ObjectIdSet(),
    tag: new ObjectIdSet(),
    tree: new ObjectIdSet(),
    blob: new ObjectIdSet(),
  };
  const { trx: db, repositoryId, signal } = scope;
  const collection = { trees: [...trees], knownTrees: [], filter: undefined };
  await collectTrees({ db, repositoryId, signal }, found, collection);
  await requireHere(scope, found.blob, "blob");
}

function missing(asked: readonly ObjectId[], found: readonly { oid: ObjectId }[]) {
  const here = new Set(found.map(({ oid }) => oid));
  return notHere(asked.find((oid) => !here.has(oid)) ?? "", "object");
}

function notHere(oid: ObjectId, what: string) {
  return problem("content-unknown", {
    detail: `The push builds on ${what} ${oid}, which is not here`,
    hint: "Fetch, and push again",
  });
}
