import type { AssetRow } from "../store/assets.ts";
import { API_PREFIX } from "../../platform/http/index.ts";

/** Where the cover of an asset is served; the key makes a new picture a new address. */
export function coverUrl(
  row: Pick<AssetRow, "kind" | "owner_name" | "name" | "cover_key">,
): string | null {
  if (row.cover_key === null) return null;
  const address = [row.kind, row.owner_name, row.name].map(encodeURIComponent).join("/");
  return `${API_PREFIX}/assets/${address}/cover?v=${row.cover_key}`;
}
