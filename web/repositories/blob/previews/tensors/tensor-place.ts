import { createContext, use } from "react";
import type { TensorScope } from "#contract/repositories/tensor-table.ts";

type Place = { commit: string; path: string; scope: TensorScope };

const PlaceContext = createContext<Place | null>(null);

/** Which file's tensors everything below it shows. */
export const TensorPlace = PlaceContext.Provider;

export function useTensorPlace(): Place {
  const place = use(PlaceContext);
  if (!place) throw new Error("useTensorPlace outside of a table of tensors");
  return place;
}
