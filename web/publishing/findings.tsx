import { Anchor } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Asset } from "#contract/assets/asset.ts";
import type { Finding } from "#contract/publishing/endpoints.ts";
import { assetHref, revisionHref } from "../app/addresses.ts";
import { addressOf } from "../assets/asset/use-asset.ts";
import { PageLink } from "../ui/page-link.tsx";
import classes from "./publishing.module.css";

/** Where each check's finding is put right; the rest is asked for again by the publish form. */
const PLACES: Partial<Record<Finding["check"], string>> = {
  card: "edit",
  title: "edit",
  "data-type": "edit",
  "automatic-training": "edit",
  "sensitive-words": "edit",
  files: "upload",
  notebook: "upload",
  package: "upload",
};

/** What the security scan has found in a file, whose page tells all of it. */
const OF_FILES: ReadonlySet<Finding["check"]> = new Set([
  "malware",
  "unsafe-file",
  "suspicious-file",
  "secret",
  "unscanned-file",
  "purged-file",
]);

type FindingsProps = {
  asset: Asset;
  findings: readonly Finding[];
  /** What was checked; the default branch when absent. */
  revision?: string;
};

/** What the automatic checks found, what stops publication first, each with what to do. */
export function Findings({ asset, findings, revision }: FindingsProps) {
  const { t } = useTranslation("publishing");
  if (findings.length === 0) return null;
  return (
    <ul className={classes.findings} aria-label={t("findings.title")}>
      {findings.map((finding) => (
        <li
          key={`${finding.check} ${finding.message}`}
          data-blocking={finding.isBlocking || undefined}
        >
          {finding.isBlocking ? (
            <IconAlertTriangle size={17} aria-label={t("findings.blocking")} />
          ) : (
            <IconInfoCircle size={17} aria-label={t("findings.advice")} />
          )}
          <span>
            <FindingText finding={finding} />{" "}
            <Remedy asset={asset} finding={finding} revision={revision ?? asset.defaultBranch} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What a check has found, in words. */
export function FindingText({ finding }: { finding: Finding }) {
  const { t } = useTranslation("publishing");
  return t(`findings.${finding.check}`, { message: finding.message, path: finding.path ?? "" });
}

type RemedyProps = { asset: Asset; finding: Finding; revision: string };

function Remedy({ asset, finding: { check, path }, revision }: RemedyProps) {
  const { t } = useTranslation("publishing");
  if (OF_FILES.has(check) && path !== null) {
    return (
      <Anchor
        component={PageLink}
        href={revisionHref(addressOf(asset), "blob", { revision, path })}
        inherit
      >
        {t("findings.seeFile")}
      </Anchor>
    );
  }
  const place = PLACES[check];
  if (place === undefined) return null;
  return (
    <Anchor component={PageLink} href={`${assetHref(addressOf(asset))}/${place}`} inherit>
      {t(place === "upload" ? "findings.upload" : "findings.editCard")}
    </Anchor>
  );
}
