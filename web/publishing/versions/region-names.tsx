import { useTranslation } from "react-i18next";
import { useCall } from "../../app/gallery.ts";
import classes from "./versions.module.css";

/** The regions of this installation; undefined while not known yet. */
export function useRegions() {
  return useCall("publishing.list-regions").data?.items;
}

/** PUB-20: where it may be used; nothing where there is only one region. */
export function RegionNames({ regions }: { regions: readonly string[] }) {
  const { t, i18n } = useTranslation("versions");
  const known = useRegions();
  if (known === undefined || known.length < 2) return null;
  const list = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  const names = regions.map((id) => known.find((region) => region.id === id)?.name ?? id);
  return <p className={classes.quiet}>{t("regionsAre", { regions: list.format(names) })}</p>;
}
