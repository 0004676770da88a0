import { Skeleton } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { useCall } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { ErrorState } from "../ui/error-state.tsx";
import { useNow } from "../ui/use-now.ts";
import { SubscribeButton } from "./subscribe-button.tsx";
import classes from "./subscriptions.module.css";
import { useTermsText } from "./terms-text.ts";

const GatePanel = lazy(async () => ({
  default: (await import("../assets/gate/gate-panel.tsx")).GatePanel,
}));

/** Instead of the card, for whoever sees the asset and reads it once they have subscribed. */
export function SubscribePanel({ asset }: { asset: Asset }) {
  const { t } = useTranslation("subscriptions");
  const { offerText } = useTermsText();
  const now = useNow();
  const params = addressOf(asset);
  const { data: offer, error, refetch } = useCall("subscriptions.get-offer", { params });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!offer) return <Skeleton height={220} radius="lg" />;
  const asksAccess = asset.gate !== "off" && offer.obstacle !== null;
  if (asksAccess) {
    return (
      <Suspense fallback={<Skeleton height={220} radius="lg" />}>
        <GatePanel asset={asset} />
      </Suspense>
    );
  }
  return (
    <section className={classes.panel}>
      <h2 className={classes.panelTitle}>
        <IconLock size={22} stroke={1.6} aria-hidden="true" />
        {t("panel.title")}
      </h2>
      <p>{t("panel.text")}</p>
      <p className={classes.hint}>{offerText(offer.terms, new Date(now))}</p>
      <div>
        <SubscribeButton asset={asset} />
      </div>
    </section>
  );
}
