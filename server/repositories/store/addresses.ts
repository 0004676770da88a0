import type { Viewer } from "../../accounts/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { visibleRepositories } from "../policy.ts";

/** Where repositories are that a viewer may see. */
export function selectVisibleAddresses(
  db: Database,
  { ids, viewer, now }: { ids: readonly number[]; viewer: Viewer; now: Date },
) {
  return db
    .selectFrom("repositories as r")
    .innerJoin("namespaces as n", "n.id", "r.namespace_id")
    .select(["r.id", "r.kind", "n.name as owner", "r.name"])
    .where((eb) => eb("r.id", "=", eb.fn.any(eb.val([...ids]))))
    .where((eb) => visibleRepositories(viewer, 1, now)(eb.ref("r.id")))
    .execute();
}
