import { useTranslation } from "react-i18next";
import type { AssetStatistics } from "#contract/assets/statistics.ts";
import { formatExact } from "../../ui/format.ts";
import { formatDay } from "./format-day.ts";
import classes from "./statistics.module.css";
import { COUNTS } from "./to-csv.ts";

/** The numbers behind the charts, newest first. */
export function StatisticsTable({ statistics }: { statistics: AssetStatistics }) {
  const { t, i18n } = useTranslation("statistics");
  return (
    <details className={classes.details}>
      <summary>{t("asTable")}</summary>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("start")}</th>
              {COUNTS.map((name) => (
                <th key={name} scope="col">
                  {t(`counts.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {statistics.buckets.toReversed().map((bucket) => (
              <tr key={bucket.start}>
                <th scope="row">{formatDay(bucket.start, i18n.language)}</th>
                {COUNTS.map((name) => (
                  <td key={name}>{formatExact(bucket[name], i18n.language)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
