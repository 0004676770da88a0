import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { useCall } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import classes from "./subscriptions.module.css";
import { useTermsText } from "./terms-text.ts";

/** DIS-4: who sees it, how it is paid for, and for how long a subscription lasts. */
export function Restrictions({ asset }: { asset: Asset }) {
  const { t } = useTranslation("subscriptions");
  const { durationText, channelsText } = useTermsText();
  const { data: terms } = useCall("publishing.get-terms", { params: addressOf(asset) });
  const { limit } = KIND_RULES[asset.kind];
  const access = asset.gate === "off" && asset.needsSubscription ? "subscription" : asset.gate;
  const amount =
    terms === undefined
      ? "…"
      : terms.channels !== null
        ? channelsText(terms.channels)
        : terms.duration !== null
          ? durationText(terms.duration)
          : t("restrictions.unlimited");
  return (
    <section>
      <h2 className={classes.factsTitle}>{t("restrictions.title")}</h2>
      <dl className={classes.facts}>
        <dt>{t("restrictions.visibility")}</dt>
        <dd>{t(`restrictions.visibilities.${asset.visibility}`)}</dd>
        <dt>{t("restrictions.access")}</dt>
        <dd>{t(`restrictions.gates.${access}`)}</dd>
        <dt>{t("restrictions.billing")}</dt>
        <dd>{t("restrictions.free")}</dd>
        {limit === "none" ? null : (
          <>
            <dt>{t(limit === "channels" ? "restrictions.channels" : "restrictions.duration")}</dt>
            <dd>{amount}</dd>
          </>
        )}
        {asset.needsSubscription ? (
          <>
            <dt>{t("restrictions.renewal")}</dt>
            <dd>{terms === undefined ? "…" : t(terms.renews ? "renews" : "ends")}</dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}
