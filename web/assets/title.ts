import type { AssetSummary } from "#contract/assets/asset.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";

type Named = Pick<AssetSummary, "kind" | "name" | "title" | "titleZh" | "owner">;

/** REP-1: the Chinese name is the display name in Chinese. PUB-9: elsewhere the title, if any. */
export function titleOf(asset: Named, locale: string): string {
  if (locale.startsWith("zh") && asset.titleZh !== "") return asset.titleZh;
  const hasTitle = KIND_RULES[asset.kind].title.need !== "absent" && asset.title !== "";
  return hasTitle ? asset.title : asset.name;
}

export function fullNameOf(asset: Pick<Named, "name" | "owner">): string {
  return `${asset.owner.name}/${asset.name}`;
}
