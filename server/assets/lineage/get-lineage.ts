import type { Lineage, Origin } from "#contract/assets/lineage.ts";
import type { Address, AssetKind } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { requireRepository } from "../../repositories/index.ts";
import { getAssetFacts } from "../store/facts.ts";
import { summariseAssets } from "../summarise-assets.ts";
import { findIdsByName } from "./store.ts";
import { fullNamesOf } from "./write-origins.ts";

/**
 * DIS-4: what the card names as base models and datasets. A name leads to an asset only where the
 * viewer sees one; else it stays the word that the card says.
 */
export async function getLineage(ctx: RequestContext, address: Address): Promise<Lineage> {
  const { id } = await requireRepository(ctx, address, "see");
  const { base_models, datasets } = await getAssetFacts(ctx.db, id, null);
  const [baseModels, usedDatasets] = await Promise.all([
    findOrigins(ctx, "model", base_models),
    findOrigins(ctx, "dataset", datasets),
  ]);
  return { baseModels, datasets: usedDatasets };
}

async function findOrigins(
  ctx: RequestContext,
  kind: AssetKind,
  names: readonly string[],
): Promise<Origin[]> {
  const { viewer } = ctx;
  const asked = { kind, names: fullNamesOf(names) };
  const ids = await findIdsByName(ctx.db, asked, { viewer, now: ctx.now() });
  const viewerId = viewer.kind === "account" ? viewer.accountId : null;
  const summaries = await summariseAssets(ctx.db, [...ids.values()], viewerId);
  return names.map((name) => {
    const id = ids.get(name.toLowerCase());
    return { name, asset: (id === undefined ? undefined : summaries.get(id)) ?? null };
  });
}
