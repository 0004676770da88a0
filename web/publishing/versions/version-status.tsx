import { Badge, Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Version, VersionStatus } from "#contract/publishing/version.ts";
import classes from "./versions.module.css";

const COLOURS: Record<VersionStatus, string> = {
  publishing: "accent",
  "in-review": "accent",
  available: "accent",
  rejected: "red",
  failed: "red",
  offline: "gray",
};

/** The status in a word; in a sentence too where it is not simply available. */
export function VersionStatusLine({ version }: { version: Version }) {
  const { t } = useTranslation("versions");
  const { status, reason } = version;
  if (status === "available") return null;
  return (
    <output className={classes.status}>
      <Badge variant="light" color={COLOURS[status]}>
        {t(`statuses.${status}`)}
      </Badge>
      {status === "publishing" ? <Loader size={14} /> : null}
      <span>{t(`statusTexts.${status}`)}</span>
      {status === "rejected" && reason !== null && reason !== "" ? (
        <blockquote className={classes.reason}>{reason}</blockquote>
      ) : null}
    </output>
  );
}
