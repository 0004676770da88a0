import { IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { AssetList, AssetListLoading, type AssetView } from "../cards/asset-list.tsx";
import classes from "./home.module.css";

type HomeSectionProps = {
  title: string;
  /** Where all of them are. */
  href: string;
  /** Undefined while on the way. */
  assets: AssetSummary[] | undefined;
  /** Not there at all before it is known to hold something. */
  isOptional?: boolean;
  view?: AssetView;
};

const PLACES = 8;

export function HomeSection({
  title,
  href,
  assets,
  isOptional = false,
  view = "grid",
}: HomeSectionProps) {
  if (isOptional && (assets === undefined || assets.length === 0)) return null;
  return (
    <section className={classes.section}>
      <SectionHeader title={title} href={href} />
      <div {...(view === "grid" ? { className: classes.shelf } : {})}>
        {assets ? (
          <AssetList assets={assets} view={view} />
        ) : (
          <AssetListLoading count={PLACES} view={view} />
        )}
      </div>
    </section>
  );
}

export function SectionHeader({ title, href }: Pick<HomeSectionProps, "title" | "href">) {
  const { t } = useTranslation("home");
  return (
    <header className={classes.sectionHeader}>
      <h2 className={classes.sectionTitle}>{title}</h2>
      <PageLink href={href} className={classes.all} aria-label={t("allOf", { title })}>
        {t("all")}
        <IconChevronRight size={14} aria-hidden="true" />
      </PageLink>
    </header>
  );
}
