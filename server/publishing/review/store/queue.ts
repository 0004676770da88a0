import { sql } from "kysely";
import type { CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { ReviewState, ReviewSubject } from "#contract/publishing/review.ts";
import type { Database } from "../../../platform/database/index.ts";
import { reviewColumns, type StoredReview, toReview } from "./reviews.ts";

const COUNTED = 10_000;

export type QueueFilter = {
  state: ReviewState;
  subject?: ReviewSubject | undefined;
  kind?: AssetKind | undefined;
  openedUntil: Date | null;
};

/** A review with what the queue shows of its asset. */
export type QueuedReview = StoredReview & {
  kind: AssetKind;
  namespaceId: number;
  name: string;
  title: string;
  titleZh: string;
  description: string;
};

function selectQueue(db: Database) {
  return db
    .selectFrom("reviews")
    .innerJoin("assets", "assets.id", "reviews.asset_id")
    .innerJoin("repositories", "repositories.id", "reviews.asset_id");
}

function selectFiltered(db: Database, { state, subject, kind, openedUntil }: QueueFilter) {
  return selectQueue(db)
    .where("reviews.state", "=", state)
    .$if(subject !== undefined, (query) => query.where("reviews.subject", "=", subject ?? ""))
    .$if(kind !== undefined, (query) => query.where("repositories.kind", "=", kind ?? ""))
    .$if(openedUntil !== null, (query) => query.where("reviews.opened_at", "<=", openedUntil));
}

const shown = [
  ...reviewColumns,
  "repositories.kind",
  "repositories.namespace_id",
  "repositories.name",
  "assets.settings",
  "assets.title_zh",
  "assets.description",
] as const;

/** What waits comes in the order of waiting, what was closed with the newest first; one more than the limit. */
export async function listQueue(
  db: Database,
  filter: QueueFilter,
  { after, limit }: { after: { openedAt: Date; id: number } | null; limit: number },
): Promise<QueuedReview[]> {
  const direction = filter.state === "open" ? "asc" : "desc";
  const rows = await selectFiltered(db, filter)
    .select(shown)
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("reviews.opened_at", "reviews.id"),
          direction === "asc" ? ">" : "<",
          eb.tuple(after?.openedAt ?? new Date(0), after?.id ?? 0),
        ),
      ),
    )
    .orderBy("reviews.opened_at", direction)
    .orderBy("reviews.id", direction)
    .limit(limit + 1)
    .execute();
  return rows.map(toQueued);
}

export async function countQueue(db: Database, filter: QueueFilter): Promise<number> {
  const counted = selectFiltered(db, filter).select("reviews.id").limit(COUNTED).as("counted");
  const row = await db
    .selectFrom(counted)
    .select(sql<number>`count(*)::int`.as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function findQueued(
  db: Database,
  publicId: string,
): Promise<QueuedReview | undefined> {
  const row = await selectQueue(db)
    .select(shown)
    .where("reviews.public_id", "=", publicId)
    .executeTakeFirst();
  return row && toQueued(row);
}

type Row = Parameters<typeof toReview>[0] & {
  kind: string;
  namespace_id: number;
  name: string;
  settings: unknown;
  title_zh: string;
  description: string;
};

function toQueued(row: Row): QueuedReview {
  return {
    ...toReview(row),
    kind: row.kind as AssetKind,
    namespaceId: row.namespace_id,
    name: row.name,
    title: (row.settings as Partial<CardSettings>).title ?? "",
    titleZh: row.title_zh,
    description: row.description,
  };
}
