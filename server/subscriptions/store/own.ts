import { sql } from "kysely";
import type { AssetKind } from "#contract/fields.ts";
import type { SubscriptionState } from "#contract/subscriptions/subscription.ts";
import type { SignedIn } from "../../accounts/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { visibleRepositories } from "../../repositories/index.ts";
import { COLUMNS, stateAt } from "./rows.ts";

type OwnFilter = {
  viewer: SignedIn;
  now: Date;
  kind?: AssetKind | undefined;
  state?: SubscriptionState | undefined;
  q?: string | undefined;
};

function ownRows(db: Database, { viewer, q }: Pick<OwnFilter, "viewer" | "q">) {
  const pattern = `%${(q ?? "").toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  return db
    .selectFrom("subscriptions")
    .innerJoin("repositories", "repositories.id", "subscriptions.asset_id")
    .innerJoin("assets", "assets.id", "subscriptions.asset_id")
    .where("subscriptions.account_id", "=", viewer.accountId)
    .$if(Boolean(q), (query) =>
      query.where((eb) =>
        eb.or([
          eb("repositories.name_key", "like", pattern),
          eb(eb.fn<string>("lower", ["assets.title_zh"]), "like", pattern),
        ]),
      ),
    );
}

/** With the address of the asset, and whether its page is open to the viewer. */
function detailedRows(db: Database, filter: OwnFilter) {
  const isVisible = visibleRepositories(filter.viewer, 1, filter.now);
  return ownRows(db, filter)
    .innerJoin("namespaces", "namespaces.id", "repositories.namespace_id")
    .select([...COLUMNS, "repositories.kind", "repositories.name", "namespaces.name as owner_name"])
    .select((eb) => sql<boolean>`${isVisible(eb.ref("repositories.id"))}`.as("is_visible"));
}

export type OwnRow = Awaited<
  ReturnType<ReturnType<typeof detailedRows>["executeTakeFirstOrThrow"]>
>;

export function getOwn(
  db: Database,
  { publicId, ...filter }: OwnFilter & { publicId: string },
): Promise<OwnRow> {
  return detailedRows(db, filter)
    .where("subscriptions.public_id", "=", publicId)
    .executeTakeFirstOrThrow();
}

/**
 * Newest first; one more than the limit. Each row brings the counts of `countOwn`, so that a page
 * takes one statement for both.
 */
export function listOwn(
  db: Database,
  filter: OwnFilter & { after: number | null; limit: number },
): Promise<(OwnRow & { counts: OwnCount[] })[]> {
  const { kind, state, now, after } = filter;
  let query = detailedRows(db, filter).select(
    sql<
      OwnCount[]
    >`(select coalesce(json_agg(counted), '[]') from (${ownCounts(db, filter)}) as counted)`.as(
      "counts",
    ),
  );
  if (kind !== undefined) query = query.where("repositories.kind", "=", kind);
  if (state !== undefined) query = query.where(stateAt(now), "=", state);
  if (after !== null) query = query.where("subscriptions.id", "<", after);
  return query
    .orderBy("subscriptions.id", "desc")
    .limit(filter.limit + 1)
    .execute();
}

export type OwnCount = { kind: string; state: SubscriptionState; count: number };

function ownCounts(db: Database, filter: OwnFilter) {
  return ownRows(db, filter)
    .select(["repositories.kind", stateAt(filter.now).as("state")])
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .groupBy(["repositories.kind", sql`2`]);
}

/** By kind and state, of what the words find. */
export function countOwn(db: Database, filter: OwnFilter): Promise<OwnCount[]> {
  return ownCounts(db, filter).execute();
}
