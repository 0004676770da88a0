import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatExact } from "../../../ui/format.ts";
import { Bytes, RelativeTime } from "../../../ui/values.tsx";
import { showHidden } from "../show-hidden.ts";
import classes from "../upload.module.css";
import type { OpenVisits } from "./use-visits.ts";
import type { Visit } from "./visit.ts";

type VisitListProps = { visits: OpenVisits; goOn: (visit: Visit) => Promise<void> };

/** Uploads that an earlier visit left, or that another tab works at. */
export function VisitList({ visits, goOn }: VisitListProps) {
  const { t } = useTranslation("uploads");
  if (visits.list.length === 0) return null;
  return (
    <section className={classes.unfinished} aria-label={t("visits")}>
      <h2 className={classes.unfinishedTitle}>{t("visits")}</h2>
      <ul className={classes.unfinishedList}>
        {visits.list.map((visit) => (
          <VisitRow key={visit.id} visit={visit} visits={visits} goOn={goOn} />
        ))}
      </ul>
    </section>
  );
}

function VisitRow({ visit, visits, goOn }: VisitListProps & { visit: Visit }) {
  const { t, i18n } = useTranslation("uploads");
  const [isStarting, setIsStarting] = useState(false);
  const { fileCount, storedCount, sizeBytes, doneBytes, folder, touchedAt, roots } = visit;
  const exact = (count: number) => formatExact(count, i18n.language);
  const isElsewhere = visits.held.has(visit.id);
  const start = () => {
    setIsStarting(true);
    void goOn(visit).finally(() => setIsStarting(false));
  };
  return (
    <li className={classes.unfinishedRow}>
      <div className={classes.unfinishedWords}>
        <span className={classes.name}>
          {visit.title ||
            t("visitFiles", {
              count: fileCount,
              others: exact(fileCount - 1),
              first: showHidden(visit.firstPath),
            })}
          {folder === "" ? null : <bdi> → {folder}/</bdi>}
        </span>
        <span className={classes.state}>
          {t("visitReady", { stored: exact(storedCount), all: exact(fileCount) })} ·{" "}
          <Bytes value={doneBytes} /> / <Bytes value={sizeBytes} /> ·{" "}
          <RelativeTime value={new Date(touchedAt).toISOString()} />
        </span>
        <span className={classes.visitHint}>
          {t(isElsewhere ? "visitElsewhere" : roots.length > 0 ? "visitRoots" : "visitChoose")}
        </span>
      </div>
      {isElsewhere ? null : (
        <>
          <Button size="xs" loading={isStarting} onClick={start}>
            {t("goOn")}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            disabled={isStarting}
            onClick={() => visits.discard(visit)}
          >
            {t("discard")}
          </Button>
        </>
      )}
    </li>
  );
}
