import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Address } from "#contract/fields.ts";
import { versionsHref } from "../../app/addresses.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { useNewestVersion } from "./use-versions.ts";
import classes from "./versions.module.css";

/** The newest version that can be had, in the header of the asset. */
export function VersionBadge({ address }: { address: Address }) {
  const { t } = useTranslation("versions");
  const newest = useNewestVersion(address)?.newest ?? null;
  if (newest === null) return null;
  return (
    <Badge
      component={PageLink}
      href={versionsHref(address)}
      variant="light"
      size="sm"
      className={classes.badge ?? ""}
      title={t("newestTitle", { number: newest })}
    >
      {newest}
    </Badge>
  );
}
