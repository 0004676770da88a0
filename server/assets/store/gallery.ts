import { type RawBuilder, sql } from "kysely";
import type { SignedIn } from "../../accounts/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { actingNamespaces, countDeliveries } from "../../repositories/index.ts";
import { countSent, countWaiting } from "../gate/store/lists.ts";
import type { CountRow } from "../sum-counts.ts";
import { countByNamespaces } from "./assets.ts";
import { countFavouriteRows } from "./favourites.ts";

const MANAGE = 4;

/** `kind` is empty where a part is not by kind, `state` where it is not by state. */
export type GalleryRow = CountRow & {
  part: "own" | "favourites" | "requests-to-decide" | "requests-sent" | "deliveries";
};

/** ACC-9: everything that one's gallery counts, in one statement. */
export async function countGalleryRows(
  db: Database,
  { viewer, now }: { viewer: SignedIn; now: Date },
): Promise<GalleryRow[]> {
  const { accountId } = viewer;
  const whose = { viewer, accountId, now };
  const namespaceIds = [...viewer.roles.keys()];
  const decider = { ...whose, namespaceIds: actingNamespaces(viewer, MANAGE) };
  const { rows } = await union([
    sql`select 'own' as part, kind, state, count::int from ${countByNamespaces(db, { namespaceIds, viewer })} as own`,
    sql`select 'favourites', kind, state, count::int from ${countFavouriteRows(db, whose)} as favourites`,
    sql`select 'requests-to-decide', '', '', count from ${countWaiting(db, decider)} as waiting`,
    sql`select 'requests-sent', '', status, count from ${countSent(db, whose)} as sent`,
    sql`select 'deliveries', '', state, count from ${countDeliveries(db, accountId)} as deliveries`,
  ]).execute(db);
  return rows;
}

function union(parts: RawBuilder<unknown>[]): RawBuilder<GalleryRow> {
  return sql<GalleryRow>`${sql.join(parts, sql` union all `)}`;
}
