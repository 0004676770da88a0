import { useQuery } from "@tanstack/react-query";
import type { Asset } from "#contract/assets/asset.ts";
import { fieldsOf } from "#contract/publishing/publication-fields.ts";
import { callOptions } from "../../../app/gallery.ts";
import { addressOf } from "../use-asset.ts";
import { type Paper, papersOf } from "./papers-of.ts";

type Papers = {
  /** Undefined while not known. */
  papers: Paper[] | undefined;
  error: unknown;
  refetch: () => unknown;
};

/** Kinds whose listing names no paper are not asked for one. */
export function usePapers(asset: Asset): Papers {
  const isListed = fieldsOf(asset.kind).includes("paperTitle");
  const { data, error, refetch } = useQuery({
    ...callOptions("publishing.get-facts", { params: addressOf(asset) }),
    enabled: isListed,
  });
  const facts = isListed ? data?.facts : {};
  return { papers: facts && papersOf(asset, facts), error, refetch };
}
