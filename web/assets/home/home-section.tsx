import { IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { AssetSummary } from "#contract/assets/asset.ts";
import { PageLink } from "../../ui/page-link.tsx";
import { AssetList, AssetListLoading } from "../cards/asset-list.tsx";
import classes from "./home.module.css";

type HomeSectionProps = {
  title: string;
  /** Where all of them are. */
  href: string;
  /** Undefined while on the way. */
  assets: AssetSummary[] | undefined;
  /** How many places to keep free while on the way. */
  count?: number;
};

export function HomeSection({ title, href, assets, count = 8 }: HomeSectionProps) {
  const { t } = useTranslation("assets");
  return (
    <section className={classes.section}>
      <header className={classes.sectionHeader}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        <PageLink href={href} className={classes.all} aria-label={t("home.allOf", { title })}>
          {t("home.all")}
          <IconChevronRight size={14} aria-hidden="true" />
        </PageLink>
      </header>
      {assets ? <AssetList assets={assets} /> : <AssetListLoading count={count} />}
    </section>
  );
}
