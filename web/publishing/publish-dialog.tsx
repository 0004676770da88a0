import { Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { agreementsAmong, PUBLISHING_AGREEMENTS } from "#contract/accounts/agreement-names.ts";
import type { Asset } from "#contract/assets/asset.ts";
import { useCall } from "../app/gallery.ts";
import { Dialog } from "../ui/dialog.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PublishOutcome } from "./publish-outcome.tsx";
import { useListing } from "./use-listing.ts";
import { PublishWizard } from "./wizard/publish-wizard.tsx";

type DialogProps = { asset: Asset; onClose: () => void };

const PHONE = "(max-width: 40em)";

/** PUB-1: what the listing says, step by step, then how the publication goes. */
export function PublishDialog({ asset, onClose }: DialogProps) {
  const { t } = useTranslation("publishing");
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }) ?? false;
  return (
    <Dialog
      onClose={onClose}
      size="xl"
      fullScreen={isPhone}
      title={t("publishNamed", { name: asset.fullName })}
      closeOnClickOutside={false}
    >
      <Publication asset={asset} onClose={onClose} />
    </Dialog>
  );
}

function Publication({ asset, onClose }: DialogProps) {
  const [isSubmitted, setIsSubmitted] = useState(false);
  const listing = useListing(asset);
  const regions = useCall("publishing.list-regions");
  const agreements = useCall("accounts.list-agreements");
  const calls = [listing, regions, agreements];
  const failed = calls.find(({ error, data }) => error !== null && data === undefined);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!listing.data || !regions.data || !agreements.data) return <Skeleton height={360} />;
  if (isSubmitted) {
    return (
      <PublishOutcome
        asset={asset}
        listing={listing.data}
        onClose={onClose}
        onChange={() => setIsSubmitted(false)}
      />
    );
  }
  return (
    <PublishWizard
      asset={asset}
      listing={listing.data}
      regions={regions.data.items}
      agreements={agreementsAmong(agreements.data.items, PUBLISHING_AGREEMENTS)}
      onClose={onClose}
      onPublished={() => setIsSubmitted(true)}
    />
  );
}
