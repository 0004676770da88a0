import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { RelativeTime } from "../ui/values.tsx";
import { FactsSection } from "./facts-section.tsx";
import { Findings } from "./findings.tsx";
import { ListingActions } from "./listing-actions.tsx";
import { ListingStatus } from "./listing-status.tsx";
import classes from "./publishing.module.css";
import { OwnReviewPanel } from "./review/own-review-panel.tsx";
import { useListing } from "./use-listing.ts";
import { VisibilityForm } from "./visibility-form.tsx";

/** PUB-2: where the listing stands, what can be done about it, and how it came there. */
export function ListingPanel({ asset }: { asset: Asset }) {
  const { data: listing, error, refetch } = useListing(asset);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!listing) return <Skeleton height={220} radius="lg" />;
  return (
    <>
      <ListingSection asset={asset} listing={listing} />
      <VisibilitySection asset={asset} listing={listing} />
      <FactsSection asset={asset} listing={listing} />
    </>
  );
}

type SectionProps = { asset: Asset; listing: Listing };

function ListingSection({ asset, listing }: SectionProps) {
  const { t } = useTranslation("publishing");
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{t("title")}</h2>
      <ListingStatus listing={listing} withReason={false} />
      <OwnReviewPanel asset={asset} listing={listing} />
      <Findings asset={asset} findings={listing.findings} />
      <ListingActions asset={asset} listing={listing} />
      <History listing={listing} />
    </section>
  );
}

function VisibilitySection({ asset, listing }: SectionProps) {
  const { t } = useTranslation("publishing");
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{t("visibility.title")}</h2>
      <VisibilityForm
        key={`${listing.visibility} ${listing.audience.map(({ name }) => name).join()}`}
        asset={asset}
        listing={listing}
      />
    </section>
  );
}

function History({ listing }: Pick<SectionProps, "listing">) {
  const { t } = useTranslation(["publishing", "assets"]);
  if (listing.history.length === 0) return null;
  return (
    <details className={classes.history}>
      <summary>{t("history")}</summary>
      <ol>
        {listing.history.map(({ from, to, at, reason }) => (
          <li key={`${at} ${from} ${to}`}>
            {t(`assets:states.${from}`)} → {t(`assets:states.${to}`)} · <RelativeTime value={at} />
            {reason === null ? null : <div className={classes.quiet}>{reason}</div>}
          </li>
        ))}
      </ol>
    </details>
  );
}
