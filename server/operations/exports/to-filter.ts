import type { AssetExport } from "#contract/operations/export.ts";

/** The same with times as such. */
export function toFilter({ from, to, ...rest }: AssetExport) {
  return {
    ...rest,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}
