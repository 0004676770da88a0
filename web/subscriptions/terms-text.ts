import { useTranslation } from "react-i18next";
import { type Duration, endOfPeriod } from "#contract/publishing/duration.ts";
import type { Terms } from "#contract/publishing/terms.ts";

/** 31 December 2026, in the reader's time zone. */
function formatDay(time: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(time);
}

/** The words for terms, wherever they are shown. */
export function useTermsText() {
  const { t, i18n } = useTranslation("subscriptions");
  const durationText = ({ count, unit }: Duration) => t(`duration.${unit}`, { count });
  const channelsText = (count: number) => t("channelCount", { count });
  return {
    durationText,
    channelsText,
    dayText: (time: string | Date) => formatDay(new Date(time), i18n.language),
    /** What somebody gets who subscribes at this time. */
    offerText: ({ duration, channels, renews }: Terms, now: Date) => {
      if (channels !== null) return t("dialog.quotaChannels", { channels: channelsText(channels) });
      if (duration === null) return t("dialog.quotaUnlimited");
      return t(renews ? "dialog.quotaRenews" : "dialog.quotaText", {
        duration: durationText(duration),
        date: formatDay(endOfPeriod(now, duration), i18n.language),
      });
    },
  };
}
