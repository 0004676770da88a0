import { useQuery } from "@tanstack/react-query";
import type { Problem } from "#contract/problems.ts";
import type { FileDetail } from "#contract/repositories/repository.ts";
import { readProblem } from "#sdk/index.ts";
import { contentHref } from "../../../app/addresses.ts";
import { gallery } from "../../../app/gallery.ts";
import { addressOf, useAsset } from "../../../assets/asset/use-asset.ts";

/** The whole of a small file as text. */
export function useContent(file: FileDetail) {
  const href = contentHref(addressOf(useAsset()), { revision: file.commit, path: file.path });
  return useQuery<string, Problem>({
    queryKey: ["content", href],
    queryFn: async ({ signal }) => {
      const response = await gallery.request(href, { signal });
      if (!response.ok) throw await readProblem(response);
      return response.text();
    },
    // A commit's bytes never change.
    staleTime: Number.POSITIVE_INFINITY,
  });
}
