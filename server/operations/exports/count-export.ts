import type { AssetExport } from "#contract/operations/export.ts";
import { countExportedAssets } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { toFilter } from "./to-filter.ts";

/** How many assets a list would hold. */
export async function countExport(
  ctx: RequestContext,
  query: AssetExport,
): Promise<{ count: number }> {
  return { count: await countExportedAssets(ctx.db, toFilter(query)) };
}
