import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import type { Address } from "#contract/fields.ts";
import type { Version, VersionStatus } from "#contract/publishing/version.ts";
import type { OutputOf } from "#sdk/index.ts";
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

/** The versions by pages, kept fresh while one of them is on its way; the header hears of it. */
export function useVersions(params: Address) {
  const queryClient = useQueryClient();
  const versions = useInfiniteQuery({
    ...listOptions("publishing.list-versions", { params, query: { limit: 20 } }),
    refetchInterval: ({ state }) => pollMs(state.data?.pages.flatMap(({ items }) => items) ?? []),
  });
  const [first] = versions.data?.pages ?? [];
  const { queryKey } = newestVersionOptions(params);
  const tellHeader = useEffectEvent((page: OutputOf<"publishing.list-versions">) => {
    queryClient.setQueryData(queryKey, { ...page, items: page.items.slice(0, 1) });
  });
  useEffect(() => {
    if (first !== undefined) tellHeader(first);
  }, [first]);
  return versions;
}

function pollMs(versions: readonly Version[]): number | false {
  const waits = versions.flatMap(({ status }) => POLL_MS[status] ?? []);
  return waits.length === 0 ? false : Math.min(...waits);
}
