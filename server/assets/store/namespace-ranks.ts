import type { AssetKind } from "#contract/fields.ts";
import type { Viewer } from "../../accounts/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { visibleRepositories } from "../../repositories/index.ts";

/** Where a page goes on: the rank of the last asset, and its id. */
export type RankPlace = { rank: number; id: number };

type RankQuery = {
  namespaceId: number;
  kind: AssetKind;
  viewer: Viewer;
  by: "downloads" | "favourites" | "trending";
  after: RankPlace | null;
  limit: number;
};

/**
 * The assets of a person or organisation that a viewer may see, whatever their state, most used
 * first. As far behind as the search is.
 */
export async function rankByNamespace(db: Database, query: RankQuery): Promise<RankPlace[]> {
  const { after, by } = query;
  return db
    .selectFrom("asset_ranks as s")
    .innerJoin("repositories as r", "r.id", "s.asset_id")
    .select([`s.${by} as rank`, "s.asset_id as id"])
    .where("r.namespace_id", "=", query.namespaceId)
    .where("r.kind", "=", query.kind)
    .where((eb) => visibleRepositories(query.viewer, 1)(eb.ref("s.asset_id")))
    .$if(after !== null, (ranked) =>
      ranked.where((eb) =>
        eb(eb.refTuple(`s.${by}`, "s.asset_id"), "<", eb.tuple(after?.rank ?? 0, after?.id ?? 0)),
      ),
    )
    .orderBy(`s.${by}`, "desc")
    .orderBy("s.asset_id", "desc")
    .limit(query.limit)
    .execute();
}
