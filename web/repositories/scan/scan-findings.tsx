import { useTranslation } from "react-i18next";
import type { ScannedSecret, ScanReport } from "#contract/repositories/scan.ts";
import { ImportTable } from "./import-table.tsx";
import classes from "./scan.module.css";

/** The findings in one file, what matters most first. */
export function ScanFindings({ report }: { report: ScanReport }) {
  const { t } = useTranslation("scans");
  const { malware, secrets, problems, sealed, imports, pickles } = report;
  return (
    <div className={classes.findings}>
      {secrets.length > 0 ? <Secrets secrets={secrets} /> : null}
      {pickles > 0 ? <ImportTable imports={imports} /> : null}
      {problems.length > 0 || sealed !== null ? (
        <section>
          <h3 className={classes.title}>{t("problems")}</h3>
          <ul className={classes.list}>
            {sealed === null ? null : <li>{t("sealed", { format: sealed })}</li>}
            {problems.map(({ code, place }) => (
              <li key={`${code} ${place}`}>
                {t(`problem.${code}`)} {place === "" ? null : <code>{place}</code>}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p
        className={classes.malware}
        data-scan={malware.state === "infected" ? "dangerous" : undefined}
      >
        <b>{t("malware")}</b>{" "}
        {t(`malwareState.${malware.state}`, { signature: malware.signature ?? "" })}
      </p>
    </div>
  );
}

function Secrets({ secrets }: { secrets: readonly ScannedSecret[] }) {
  const { t, i18n } = useTranslation("scans");
  const nameOf = (rule: string) =>
    i18n.exists(`scans:rules.${rule}`) ? t(`rules.${rule as "private-key"}`) : rule;
  return (
    <section>
      <h3 className={classes.title}>{t("secrets")}</h3>
      <ul className={classes.list}>
        {secrets.map(({ rule, line, masked }) => (
          <li key={`${line} ${rule} ${masked}`}>
            <a href={`#L${line}`}>{t("line", { line })}</a> {nameOf(rule)} <code>{masked}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
