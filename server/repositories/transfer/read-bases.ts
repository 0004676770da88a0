import type { Context } from "../../context.ts";
import type { BaseObject, ObjectId } from "../../platform/git/index.ts";
import { readBlob } from "../objects/read-file-at.ts";
import { readTreesWithIds } from "../objects/read-tree-bodies.ts";
import { findObjects } from "../store/objects.ts";

const AT_ONCE = 64;
const SMALL_BYTES = 64 * 1024;

/** What the deltas of a thin pack build on, one at a time; what is not here is left out. */
export async function* readBases(
  { db, store }: Pick<Context, "db" | "store">,
  repositoryId: number,
  oids: readonly ObjectId[],
): AsyncGenerator<BaseObject, void, undefined> {
  for (let start = 0; start < oids.length; start += AT_ONCE) {
    const batch = oids.slice(start, start + AT_ONCE);
    const objects = await findObjects(db, repositoryId, {
      oids: batch,
      bodyLimitBytes: SMALL_BYTES,
    });
    for (const { oid, type, body } of objects) {
      if (body !== null && type !== "tree") yield { oid, type, bytes: body };
    }
    const trees = objects.filter(({ type }) => type === "tree").map(({ oid }) => oid);
    for await (const { oid, body } of readTreesWithIds(db, repositoryId, trees)) {
      yield { oid, type: "tree", bytes: body };
    }
    const large = objects.filter((object) => object.body === null && !object.isPurged);
    for (const { oid, type } of large) {
      const [whole] = type === "tree" ? [] : await findObjects(db, repositoryId, { oids: [oid] });
      if (whole === undefined) continue;
      const bytes = Buffer.concat(await Array.fromAsync(readBlob({ store }, whole)));
      yield { oid, type, bytes };
    }
  }
}
