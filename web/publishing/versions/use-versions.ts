import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { Address } from "#contract/fields.ts";
import type { Version, VersionStatus } from "#contract/publishing/version.ts";
import { callOptions, listOptions } from "../../app/gallery.ts";

/** Statuses that end without the reader doing anything, and how often one looks. */
const POLL_MS: Partial<Record<VersionStatus, number>> = { publishing: 1000, "in-review": 10_000 };

/** Answers that any change of a version outdates. */
export const STALE_AFTER_VERSION = [
  "publishing.list-versions",
  "publishing.get-version",
  "repositories.list-refs",
] as const;

/** Enough to say whether there are versions, which is the newest, and whether one may add another. */
export function newestVersionOptions(params: Address) {
  return callOptions("publishing.list-versions", { params, query: { limit: 1 } });
}

/** Undefined while not known, and for whom the asset is not there. */
export function useNewestVersion(address: Address) {
  return useQuery(newestVersionOptions(address)).data;
}

/** The versions by pages, kept fresh while one of them is on its way. */
export function useVersions(params: Address) {
  return useInfiniteQuery({
    ...listOptions("publishing.list-versions", { params, query: { limit: 20 } }),
    refetchInterval: ({ state }) => pollMs(state.data?.pages.flatMap(({ items }) => items) ?? []),
  });
}

function pollMs(versions: readonly Version[]): number | false {
  const waits = versions.flatMap(({ status }) => POLL_MS[status] ?? []);
  return waits.length === 0 ? false : Math.min(...waits);
}
