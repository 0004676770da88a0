import type { AccessStatus } from "#contract/assets/gate.ts";
import type { GalleryCounts } from "#contract/assets/own.ts";
import type { TransferState } from "#contract/repositories/transfer.ts";
import { requireAccount } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { countGalleryRows, type GalleryRow } from "./store/gallery.ts";
import { sumCounts } from "./sum-counts.ts";

/** ACC-9: how much lies in each part of one's gallery. */
export async function countGallery(ctx: RequestContext): Promise<GalleryCounts> {
  const rows = await countGalleryRows(ctx.db, { viewer: requireAccount(ctx), now: ctx.now() });
  const of = (part: GalleryRow["part"]) => rows.filter((row) => row.part === part);
  return {
    own: sumCounts(of("own")),
    favourites: sumCounts(of("favourites")).kinds,
    requestsToDecide: of("requests-to-decide")[0]?.count ?? 0,
    requestsSent: byState<AccessStatus>(of("requests-sent")),
    deliveries: byState<TransferState>(of("deliveries")),
  };
}

function byState<State extends string>(rows: GalleryRow[]): Partial<Record<State, number>> {
  return Object.fromEntries(rows.map(({ state, count }) => [state, count])) as Partial<
    Record<State, number>
  >;
}
