import type { Abilities, ListingState } from "#contract/assets/asset.ts";
import type { z } from "zod";
import type { Viewer } from "../accounts/index.ts";

type Facts = {
  /** The viewer's right on the repository: 0 none, 1 see, 2 read, 3 write, 4 manage. */
  level: number;
  state: ListingState;
};

const SUBMITTABLE: ReadonlySet<ListingState> = new Set(["draft", "rejected", "publish-failed"]);

/** What this viewer may do with the asset: the page shows these, the use-cases enforce them. */
export function abilitiesOf(viewer: Viewer, { level, state }: Facts): z.infer<typeof Abilities> {
  const manages = level >= 4;
  return {
    read: level >= 2,
    write: level >= 3,
    manage: manages,
    publish: manages && SUBMITTABLE.has(state),
    unlist: manages && state === "published",
    relist: manages && state === "unlisted",
    withdraw: manages && state === "in-review",
    delete: manages,
    favourite: viewer.kind === "account" && level >= 1,
  };
}
