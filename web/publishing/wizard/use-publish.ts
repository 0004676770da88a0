import type { PublishingAgreement } from "#contract/accounts/agreement-names.ts";
import type { Asset } from "#contract/assets/asset.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import type { Region } from "#contract/publishing/regions.ts";
import type { OutputOf } from "#sdk/index.ts";
import { useChange } from "../../app/gallery.ts";
import { addressOf } from "../../assets/asset/use-asset.ts";
import { STALE_AFTER_MOVE } from "../use-listing.ts";
import { toPublication, type WizardValues } from "./wizard-values.ts";

export type Agreement = OutputOf<"accounts.list-agreements">["items"][number] & {
  agreement: PublishingAgreement;
};

type Submission = {
  asset: Asset;
  values: WizardValues;
  regions: readonly Region[];
  agreements: readonly Agreement[];
};

/** Submits what the wizard holds. Answers that it outdates are asked for anew. */
export function usePublish({
  onPublished,
  onRefused,
}: {
  onPublished: () => void;
  onRefused: (error: unknown) => void;
}) {
  const publish = useChange("publishing.publish-asset", {
    stale: [
      ...STALE_AFTER_MOVE,
      "assets.get-card",
      "assets.get-gate",
      "assets.list-access-requests",
      "publishing.get-facts",
      "publishing.get-terms",
      "publishing.list-versions",
    ],
    onSuccess: onPublished,
  });
  return {
    isPending: publish.isPending,
    error: publish.error,
    submit({ asset, values, regions, agreements }: Submission) {
      const rules = KIND_RULES[asset.kind];
      const body = toPublication(asset.kind, values, { rules, regions, agreements });
      publish.mutate({ params: addressOf(asset), body }, { onError: onRefused });
    },
  };
}
