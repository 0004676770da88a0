import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScanLevel, ScannedImport } from "#contract/repositories/scan.ts";
import classes from "./scan.module.css";
import { ScanIcon } from "./scan-level.tsx";

const ORDER: readonly ScanLevel[] = ["dangerous", "suspicious", "safe"];
/** More are shown when asked for. */
const SHOWN = 12;

/** What loading a file imports, the gravest first. */
export function ImportTable({ imports }: { imports: readonly ScannedImport[] }) {
  const { t } = useTranslation("scans");
  const [showsAll, setShowsAll] = useState(false);
  const sorted = imports.toSorted(
    (one, other) => ORDER.indexOf(one.level) - ORDER.indexOf(other.level),
  );
  const hasPlaces = imports.some(({ place }) => place !== "");
  const hidden = sorted.length - SHOWN;
  return (
    <section>
      <h3 className={classes.title}>{t("imports")}</h3>
      <p className={classes.quiet}>{t(imports.length === 0 ? "noImports" : "importsText")}</p>
      {imports.length === 0 ? null : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("module")}</th>
              <th scope="col">{t("level")}</th>
              <th scope="col">{t("use")}</th>
              {hasPlaces ? <th scope="col">{t("place")}</th> : null}
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, showsAll ? sorted.length : SHOWN).map((found) => (
              <ImportRow
                key={`${found.place} ${found.module} ${found.name}`}
                found={found}
                hasPlaces={hasPlaces}
              />
            ))}
          </tbody>
        </table>
      )}
      {hidden > 0 && !showsAll ? (
        <Button variant="subtle" size="compact-sm" onClick={() => setShowsAll(true)}>
          {t("moreImports", { count: hidden })}
        </Button>
      ) : null}
    </section>
  );
}

function ImportRow({ found, hasPlaces }: { found: ScannedImport; hasPlaces: boolean }) {
  const { t } = useTranslation("scans");
  const { module, name, level, isCalled, place } = found;
  return (
    <tr data-scan={level}>
      <th scope="row">
        <code>
          {module}.<b>{name}</b>
        </code>
      </th>
      <td>
        <span className={classes.level}>
          <ScanIcon verdict={level} size={15} /> {t(`levels.${level}`)}
        </span>
      </td>
      <td>{t(isCalled ? "called" : "lookedUp")}</td>
      {hasPlaces ? <td>{place === "" ? t("wholeFile") : <code>{place}</code>}</td> : null}
    </tr>
  );
}
