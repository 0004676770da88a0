import { IconBookmark, IconDownload, IconHeart } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { Count, RelativeTime } from "../../ui/values.tsx";
import { nameOfTerm } from "../terms.ts";
import classes from "./asset-card.module.css";

/** What it is for and under which licence; then counts, and when it changed. */
export function AssetFacts({ asset }: { asset: AssetSummary }) {
  const { t, i18n } = useTranslation("assets");
  const [task] = asset.tasks;
  const [licence] = asset.licences;
  return (
    <div className={classes.facts}>
      <span className={classes.terms}>
        {task ? (
          <span className={classes.cut}>{nameOfTerm("task", task, i18n.language)}</span>
        ) : null}
        {licence ? (
          <span className={classes.cut} title={nameOfTerm("licence", licence, i18n.language)}>
            {licence}
          </span>
        ) : null}
      </span>
      <span className={classes.counts}>
        <span className={classes.fact} title={t("downloads")}>
          <IconDownload size={13} aria-label={t("downloads")} />
          <Count value={asset.downloads} />
        </span>
        <span className={classes.fact} title={t("facts.subscriptions")}>
          <IconBookmark size={13} aria-label={t("facts.subscriptions")} />
          <Count value={asset.subscriptions} />
        </span>
        <span className={classes.fact} title={t("favourites")}>
          <IconHeart size={13} aria-label={t("favourites")} />
          <Count value={asset.favourites} />
        </span>
        <span className={classes.age} title={t("facts.updated")}>
          <RelativeTime value={asset.updatedAt} />
        </span>
      </span>
    </div>
  );
}
