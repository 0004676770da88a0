import type { DurationUnit } from "#contract/publishing/duration.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";

/** Those of an asset whose owner never limited anything. */
const UNLIMITED: Terms = { duration: null, channels: null, renews: false };

export async function readTerms(db: Database, assetId: number): Promise<Terms> {
  const row = await db
    .selectFrom("listing_terms")
    .select(["duration_count", "duration_unit", "channels", "renews"])
    .where("asset_id", "=", assetId)
    .executeTakeFirst();
  return row === undefined ? UNLIMITED : toTerms(row);
}

type TermsRow = {
  duration_count: number | null;
  duration_unit: string | null;
  channels: number | null;
  renews: boolean;
};

function toTerms({ duration_count, duration_unit, channels, renews }: TermsRow): Terms {
  const duration =
    duration_count === null || duration_unit === null
      ? null
      : { count: duration_count, unit: duration_unit as DurationUnit };
  return { duration, channels, renews };
}

export async function upsertTerms(
  trx: DatabaseTransaction,
  assetId: number,
  { terms, at }: { terms: Terms; at: Date },
): Promise<void> {
  const values = {
    duration_count: terms.duration?.count ?? null,
    duration_unit: terms.duration?.unit ?? null,
    channels: terms.channels,
    renews: terms.renews,
    changed_at: at,
  };
  await trx
    .insertInto("listing_terms")
    .values({ asset_id: assetId, ...values })
    .onConflict((conflict) => conflict.column("asset_id").doUpdateSet(values))
    .execute();
}
