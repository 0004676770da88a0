import { problem } from "#contract/problems.ts";
import type { Database } from "../../platform/database/index.ts";
import { type ObjectId, parseTag } from "../../platform/git/index.ts";
import { findObjects } from "../store/objects.ts";

/** What a client asked for, by type; of a tag also what it names. */
export type PeeledWants = Record<"commit" | "tag" | "tree" | "blob", ObjectId[]>;

const TAG_DEPTH = 16;

/** @throws {Problem} `revision-not-found` naming an object that the repository has not. */
export async function peelWants(
  db: Database,
  repositoryId: number,
  wants: readonly ObjectId[],
): Promise<PeeledWants> {
  const peeled: PeeledWants = { commit: [], tag: [], tree: [], blob: [] };
  let open = [...new Set(wants)];
  for (let depth = 0; open.length > 0 && depth <= TAG_DEPTH; depth += 1) {
    const objects = await findObjects(db, repositoryId, { oids: open, bodyLimitBytes: 0 });
    const found = new Map(objects.map((object) => [object.oid, object]));
    for (const oid of open) {
      const object = found.get(oid);
      if (object === undefined || object.isPurged) throw notOurs(oid);
      peeled[object.type].push(oid);
    }
    const tags = open.filter((oid) => found.get(oid)?.type === "tag");
    const bodies = await findObjects(db, repositoryId, { oids: tags });
    open = bodies.flatMap(({ body }) => (body === null ? [] : parseTag(body).object));
  }
  return peeled;
}

function notOurs(oid: ObjectId) {
  return problem("revision-not-found", { detail: `upload-pack: not our ref ${oid}` });
}
