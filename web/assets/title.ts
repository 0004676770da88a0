import type { AssetSummary } from "#contract/assets/asset.ts";

type Named = Pick<AssetSummary, "name" | "titleZh" | "owner">;

/** REP-1: the Chinese name is the display name in Chinese. */
export function titleOf(asset: Named, locale: string): string {
  return locale.startsWith("zh") && asset.titleZh !== "" ? asset.titleZh : asset.name;
}

export function fullNameOf(asset: Pick<Named, "name" | "owner">): string {
  return `${asset.owner.name}/${asset.name}`;
}
