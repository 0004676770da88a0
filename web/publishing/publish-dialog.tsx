import { Modal, Skeleton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { type PublicationValues, proposeValues } from "./publication-values.ts";
import { PublishForm } from "./publish-form.tsx";
import { PublishOutcome } from "./publish-outcome.tsx";
import { PublishSummary } from "./publish-summary.tsx";
import { useListing } from "./use-listing.ts";

type DialogProps = { asset: Asset; onClose: () => void };

/** PUB-1: what the listing says, then a summary in words, then how the publication goes. */
export function PublishDialog({ asset, onClose }: DialogProps) {
  const { t } = useTranslation("publishing");
  const { data: listing, error, refetch } = useListing(asset);
  return (
    <Modal opened onClose={onClose} size="lg" title={t("publishNamed", { name: asset.fullName })}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!listing && !error ? <Skeleton height={360} /> : null}
      {listing ? <PublishSteps asset={asset} listing={listing} onClose={onClose} /> : null}
    </Modal>
  );
}

function PublishSteps({ asset, listing, onClose }: DialogProps & { listing: Listing }) {
  const [step, setStep] = useState<"form" | "summary" | "outcome">("form");
  const proposed = proposeValues(asset, listing);
  const [values, setValues] = useState<PublicationValues>(proposed);
  const [error, setError] = useState<unknown>(null);
  if (step === "form") {
    return (
      <PublishForm
        asset={asset}
        values={values}
        error={error}
        onClose={onClose}
        onNext={(next) => {
          setValues(next);
          setError(null);
          setStep("summary");
        }}
      />
    );
  }
  if (step === "summary") {
    return (
      <PublishSummary
        asset={asset}
        values={values}
        onBack={(reason) => {
          setError(reason ?? null);
          setStep("form");
        }}
        onPublished={() => setStep("outcome")}
      />
    );
  }
  return (
    <PublishOutcome
      asset={asset}
      listing={listing}
      onClose={onClose}
      onChange={() => setStep("form")}
    />
  );
}
