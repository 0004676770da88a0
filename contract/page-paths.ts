import { type AssetKind, KIND_PLURALS } from "./kinds.ts";

/** The page of an asset on the gallery; models live directly below their owner. */
export function assetPath(
  { kind, owner, name }: { kind: AssetKind; owner: string; name: string },
  page = "",
): string {
  const prefix = kind === "model" ? "" : `/${KIND_PLURALS[kind]}`;
  return `${prefix}/${encodeURIComponent(owner)}/${encodeURIComponent(name)}${page}`;
}
