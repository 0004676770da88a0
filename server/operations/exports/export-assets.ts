import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { AssetExport } from "#contract/operations/export.ts";
import type { AssetKind } from "#contract/fields.ts";
import { assetPath } from "#contract/page-paths.ts";
import { type ExportedAsset, readExportedAssets } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { BYTE_ORDER_MARK, type Cell, csvLine } from "./csv.ts";
import { toFilter } from "./to-filter.ts";

type Columns = Record<string, (asset: ExportedAsset) => Cell>;

const COLUMNS: Columns = {
  id: (asset) => asset.public_id,
  kind: (asset) => asset.kind,
  owner: (asset) => asset.owner,
  name: (asset) => asset.name,
  title: (asset) => asset.title,
  title_zh: (asset) => asset.title_zh,
  description: (asset) => asset.description,
  state: (asset) => asset.state,
  visibility: (asset) => asset.visibility,
  gate: (asset) => asset.gate,
  needs_subscription: (asset) => asset.needs_subscription,
  official: (asset) => asset.is_official,
  featured: (asset) => asset.is_featured,
  licences: (asset) => asset.licences,
  tasks: (asset) => asset.tasks,
  languages: (asset) => asset.languages,
  frameworks: (asset) => asset.frameworks,
  data_types: (asset) => asset.data_types,
  tags: (asset) => asset.tags,
  categories: (asset) => asset.categories,
  views: (asset) => asset.views,
  downloads: (asset) => asset.downloads,
  favourites: (asset) => asset.favourites,
  subscriptions: (asset) => asset.subscriptions,
  files: (asset) => asset.file_count,
  bytes: (asset) => asset.size_bytes,
  created_by: (asset) => asset.created_by,
  created_at: (asset) => asset.created_at,
  updated_at: (asset) => asset.updated_at,
  published_at: (asset) => asset.published_at,
};

/** ACC-9: a list of assets as a file for spreadsheets, written while it is read. */
export async function exportAssets(
  ctx: RequestContext,
  query: AssetExport,
  reply: FastifyReply,
): Promise<void> {
  await recordAudit(ctx.db, ctx, {
    action: "operations.assets-exported",
    subject: "list of assets",
    details: query,
  });
  const day = ctx.now().toISOString().slice(0, 10);
  reply.headers({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="assets-${day}.csv"`,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  await reply.send(Readable.from(writeLines(ctx, query), { objectMode: false }));
}

async function* writeLines(ctx: RequestContext, query: AssetExport): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine([...Object.keys(COLUMNS), "address"]);
  for await (const asset of readExportedAssets(ctx.db, toFilter(query))) {
    const address = assetPath({ ...asset, kind: asset.kind as AssetKind });
    const cells = Object.values(COLUMNS).map((cellOf) => cellOf(asset));
    yield csvLine([...cells, ctx.baseUrl + address]);
  }
}
