import type { Address } from "#contract/fields.ts";
import type { ReviewSummary } from "#contract/publishing/review.ts";

export function addressOf({ asset }: Pick<ReviewSummary, "asset">): Address {
  return { kind: asset.kind, owner: asset.owner.name, name: asset.name };
}
