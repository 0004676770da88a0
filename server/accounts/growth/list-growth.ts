import { z } from "zod";
import type { GrowthEntry, GrowthReason } from "#contract/accounts/growth.ts";
import type { Address } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { requirePerson } from "../require-organisation.ts";
import { listGrowthEntries } from "./store.ts";

/** What a growth history needs of the assets it names; assets are a later word. */
export type GrowthPorts = {
  /** The addresses of those assets that the viewer may see. */
  findVisibleAddresses: (
    ctx: RequestContext,
    assetIds: readonly number[],
  ) => Promise<Map<number, Address>>;
};

/** ACC-8: what a person has earned their growth with, newest first. @throws {Problem} `not-found` */
export async function listGrowth(
  ctx: RequestContext,
  { owner, cursor, limit }: PageQuery & { owner: string },
  ports: GrowthPorts,
): Promise<Page<GrowthEntry>> {
  const { id: accountId } = await requirePerson(ctx, owner);
  const before = decodeCursor(cursor, z.number().int());
  const rows = await listGrowthEntries(ctx.db, { accountId, before, limit });
  const assetIds = rows.flatMap((row) => row.asset_id ?? []);
  const addresses = await ports.findVisibleAddresses(ctx, assetIds);
  return toPage(rows, limit, {
    itemOf: (row) => ({
      reason: row.reason as GrowthReason,
      points: row.points,
      asset: addresses.get(row.asset_id ?? 0) ?? null,
      createdAt: row.created_at.toISOString(),
    }),
    keyOf: (row) => row.id,
  });
}
