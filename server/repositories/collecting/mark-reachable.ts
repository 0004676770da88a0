import type { Database } from "../../platform/database/index.ts";
import type { ObjectId } from "../../platform/git/index.ts";
import { findObjects } from "../store/objects.ts";
import { insertMarks, markHistory } from "../store/sweeps.ts";
import { type Marking, markTrees } from "./mark-trees.ts";

const TAGGED_OBJECT = /^object ([0-9a-f]{40})$/m;

/** Marks all that branches and tags reach, in any commit of their histories. */
export async function markReachable(db: Database, marking: Marking): Promise<void> {
  const found = await markHistory(db, marking);
  const trees = await peelTags(db, marking, found);
  await markTrees(db, marking, trees);
}

/** A tag may name a tree or a file instead of a commit. */
async function peelTags(
  db: Database,
  { sweep, repositoryId }: Marking,
  oids: readonly ObjectId[],
): Promise<ObjectId[]> {
  const objects = await findObjects(db, repositoryId, { oids, bodyLimitBytes: 0 });
  const tags = objects.filter(({ type }) => type === "tag").map(({ oid }) => oid);
  if (tags.length === 0) return [...oids];
  await insertMarks(db, sweep, tags);
  const bodies = await findObjects(db, repositoryId, { oids: tags });
  const targets = bodies.flatMap(({ body }) => {
    const target = TAGGED_OBJECT.exec(body?.toString("latin1") ?? "")?.[1];
    return target === undefined ? [] : [target];
  });
  const others = oids.filter((oid) => !tags.includes(oid));
  return [...others, ...(await peelTags(db, { sweep, repositoryId }, targets))];
}
