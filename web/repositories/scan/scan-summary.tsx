import { useTranslation } from "react-i18next";
import type { ScanSummary as Summary } from "#contract/repositories/scan.ts";
import { revisionHref } from "../../app/addresses.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";
import { PageLink } from "../../ui/page-link.tsx";
import classes from "./scan.module.css";
import { ScanIcon, type ScanVerdict, verdictOf } from "./scan-level.tsx";
import { useScanSummary } from "./use-scans.ts";

const TOLD = ["dangerous", "suspicious", "failed"] as const;
const NAMED = 3;

/** Above the files of an asset: which of them the security scan did not find safe. */
export function ScanSummary({ revision }: { revision: string }) {
  const { t } = useTranslation("scans");
  const summary = useScanSummary();
  if (summary === undefined || (summary.files.length === 0 && summary.waiting === 0)) return null;
  return (
    <ul className={classes.summary} aria-label={t("summary.label")}>
      {TOLD.map((verdict) => (
        <SummaryLine key={verdict} verdict={verdict} summary={summary} revision={revision} />
      ))}
      {summary.waiting > 0 ? (
        <li>
          <ScanIcon verdict="queued" />
          <span className={classes.quiet}>{t("summary.waiting", { count: summary.waiting })}</span>
        </li>
      ) : null}
    </ul>
  );
}

type SummaryLineProps = {
  verdict: Extract<ScanVerdict, (typeof TOLD)[number]>;
  summary: Summary;
  revision: string;
};

function SummaryLine({ verdict, summary, revision }: SummaryLineProps) {
  const { t } = useTranslation("scans");
  const address = addressOf(useAsset());
  const files = summary.files.filter((file) => verdictOf(file) === verdict);
  if (files.length === 0) return null;
  return (
    <li data-scan={verdict}>
      <ScanIcon verdict={verdict} />
      <span className={classes.count}>{t(`summary.${verdict}`, { count: files.length })}</span>
      <span className={classes.names}>
        {files.slice(0, NAMED).map(({ path }) => (
          <PageLink key={path} href={revisionHref(address, "blob", { revision, path })}>
            {path}
          </PageLink>
        ))}
        {files.length > NAMED ? <span className={classes.quiet}>{t("summary.more")}</span> : null}
      </span>
    </li>
  );
}
