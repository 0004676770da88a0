import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { callOptions } from "../../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../../assets/asset/use-asset.ts";
import { isFiltered, rowsQueryOf, selectionOf, type TableSearch } from "./table-search.ts";

/** Asking keeps long work going; so often the page asks how far it is. */
const ASK_AGAIN_MS = 1000;
/** The bytes of a commit never change. */
const staleTime = Number.POSITIVE_INFINITY;

function useParams({ commit, path }: FileDetail) {
  return { ...addressOf(useAsset()), revision: commit, path };
}

/** A page of rows; while the whole table is prepared, how far that is. */
export function useRows(file: FileDetail, search: TableSearch) {
  const params = useParams(file);
  return useQuery({
    ...callOptions("repositories.list-table-rows", { params, query: rowsQueryOf(search) }),
    staleTime,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.state === "working" ? ASK_AGAIN_MS : false),
  });
}

/** How many rows pass the filters; undefined while nobody knows, or when there are no filters. */
export function useCount(file: FileDetail, search: TableSearch): number | undefined {
  const params = useParams(file);
  const { data } = useQuery({
    ...callOptions("repositories.count-table-rows", { params, query: selectionOf(search) }),
    staleTime,
    enabled: isFiltered(search),
    refetchInterval: ({ state }) => (state.data?.state === "working" ? ASK_AGAIN_MS : false),
  });
  return data?.state === "ready" ? data.count : undefined;
}

/** Figures of the columns; `countAll` begins to count a large file whole. */
export function useStatistics(file: FileDetail) {
  const params = useParams(file);
  const [isWanted, setWanted] = useState(false);
  const query = isWanted ? { whole: "true" } : {};
  const answer = useQuery({
    ...callOptions("repositories.get-table-statistics", { params, query }),
    placeholderData: keepPreviousData,
    staleTime: ({ state }) => (state.data?.state === "ready" ? staleTime : 0),
    refetchInterval: ({ state }) => (state.data?.state === "working" ? ASK_AGAIN_MS : false),
  });
  return { statistics: answer.data, error: answer.error, countAll: () => setWanted(true) };
}

/** Where one value is had: its text, or the image or sound that it is. */
export function useCellHref(file: FileDetail): (at: number, column: number) => string {
  const { kind, owner, name } = addressOf(useAsset());
  const address = [kind, owner, name].map(encodeURIComponent).join("/");
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  const base = `/api/v1/repositories/${address}/table-cell/${file.commit}/${path}`;
  return (at, column) => `${base}?at=${at}&column=${column}`;
}
