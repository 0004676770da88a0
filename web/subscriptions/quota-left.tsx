import { useTranslation } from "react-i18next";
import type { Subscription } from "#contract/subscriptions/subscription.ts";
import { formatDateTime } from "../ui/format.ts";
import { useTermsText } from "./terms-text.ts";

type QuotaLeftProps = { subscription: Pick<Subscription, "terms" | "endsAt" | "daysLeft"> };

/** DIS-6: the remaining quota in days, the end on hover; of a skill its channels. */
export function QuotaLeft({ subscription: { terms, endsAt, daysLeft } }: QuotaLeftProps) {
  const { t, i18n } = useTranslation("subscriptions");
  const { channelsText } = useTermsText();
  if (terms.channels !== null) return <>{channelsText(terms.channels)}</>;
  if (endsAt === null || daysLeft === null) return <>{t("unlimited")}</>;
  return (
    <span title={formatDateTime(Date.parse(endsAt), i18n.language)}>
      {t("daysLeft", { count: daysLeft })}
      {terms.renews ? ` · ${t("renews")}` : null}
    </span>
  );
}
