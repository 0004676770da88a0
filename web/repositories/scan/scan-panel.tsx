import { UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileScan, ScanReport } from "#contract/repositories/scan.ts";
import { RelativeTime } from "../../ui/values.tsx";
import classes from "./scan.module.css";
import { ScanFindings } from "./scan-findings.tsx";
import { ScanIcon, verdictOf } from "./scan-level.tsx";
import { useFileScan } from "./use-scans.ts";

/** PLT-5: what the security scan found in a file, open at once when it is not safe. */
export function ScanPanel({ revision, path }: { revision: string; path: string }) {
  const { data: scan } = useFileScan({ revision, path });
  return scan === undefined ? null : <Panel scan={scan} />;
}

function Panel({ scan }: { scan: FileScan }) {
  const { t } = useTranslation("scans");
  const verdict = verdictOf(scan);
  const isGrave = verdict === "dangerous" || verdict === "suspicious";
  const [chosen, setChosen] = useState<boolean>();
  const isOpen = chosen ?? isGrave;
  const id = useId();
  const heading = (
    <>
      <ScanIcon verdict={verdict} />
      <span className={classes.verdict}>{t(`state.${verdict}`)}</span>
      {scan.scannedAt === null ? null : (
        <span className={classes.quiet}>
          {t("scanned")} <RelativeTime value={scan.scannedAt} />
        </span>
      )}
    </>
  );
  return (
    <section className={classes.panel} data-scan={verdict} aria-label={t("title")}>
      {scan.report === null ? (
        <div className={classes.heading}>{heading}</div>
      ) : (
        <UnstyledButton
          className={classes.heading}
          onClick={() => setChosen(!isOpen)}
          aria-expanded={isOpen}
          aria-controls={id}
        >
          {heading}
          <IconChevronDown
            size={16}
            className={classes.chevron}
            data-open={isOpen || undefined}
            aria-label={t("show")}
          />
        </UnstyledButton>
      )}
      {isGrave || scan.report === null || isOpen ? (
        <p className={classes.advice}>{t(`advice.${adviceOf(scan)}`)}</p>
      ) : null}
      {isOpen && scan.report !== null ? (
        <div id={id}>
          <ScanFindings report={scan.report} />
        </div>
      ) : null}
    </section>
  );
}

function adviceOf({ state, level, report, failure }: FileScan) {
  if (state === "failed") return failure ?? "crashed";
  if (state !== "done") return "queued";
  if (report?.malware.state === "infected") return "infected";
  return isAboutSecrets(level, report) ? "secrets" : (level ?? "queued");
}

function isAboutSecrets(level: FileScan["level"], report: ScanReport | null): boolean {
  return level === "suspicious" && (report?.secrets.length ?? 0) > 0 && report?.pickles === 0;
}
