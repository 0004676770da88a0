import type { Abilities, ListingState } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import type { z } from "zod";
import type { Viewer } from "../accounts/index.ts";

type Facts = {
  kind: AssetKind;
  /** The viewer's right on the repository: 0 none, 1 see, 2 read, 3 write, 4 manage. */
  level: number;
  state: ListingState;
};

const SUBMITTABLE: ReadonlySet<ListingState> = new Set(["draft", "rejected", "publish-failed"]);

/** What this viewer may do with the asset: the page shows these, the use-cases enforce them. */
export function abilitiesOf(
  viewer: Viewer,
  { kind, level, state }: Facts,
): z.infer<typeof Abilities> {
  const manages = level >= 4;
  const isOperator = viewer.kind === "account" && viewer.isAdmin;
  const publishes = manages && (isOperator || KIND_RULES[kind].publishers === "anyone");
  return {
    read: level >= 2,
    write: level >= 3,
    manage: manages,
    publish: publishes && SUBMITTABLE.has(state),
    unlist: manages && state === "published",
    relist: manages && state === "unlisted",
    withdraw: manages && state === "in-review",
    delete: manages,
    favourite: viewer.kind === "account" && level >= 1,
  };
}
