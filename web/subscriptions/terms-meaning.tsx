import { useTranslation } from "react-i18next";
import { endOfPeriod } from "#contract/publishing/duration.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import { useNow } from "../ui/use-now.ts";
import classes from "./subscriptions.module.css";
import { useTermsText } from "./terms-text.ts";

/** What terms mean for who subscribes today. */
export function TermsMeaning({ terms: { duration, channels, renews } }: { terms: Terms }) {
  const { t } = useTranslation("subscriptions");
  const { dayText, durationText, channelsText } = useTermsText();
  const now = useNow();
  let meaning = t("terms.meansUnlimited");
  if (channels !== null) meaning = t("terms.meansChannels", { channels: channelsText(channels) });
  if (duration !== null) {
    meaning = t(renews ? "terms.meansRenews" : "terms.meansEnds", {
      date: dayText(endOfPeriod(new Date(now), duration)),
      duration: durationText(duration),
    });
  }
  return (
    <div>
      <h3 className={classes.label}>{t("terms.meaning")}</h3>
      <p className={classes.meaning}>{meaning}</p>
    </div>
  );
}
