import { useTranslation } from "react-i18next";
import { SearchField } from "../../app/layout/search-field.tsx";
import { Page, usePageTitle } from "../../ui/page.tsx";
import classes from "./home.module.css";

export function HomePage() {
  const { t } = useTranslation("assets");
  usePageTitle(undefined);
  return (
    <Page>
      <section className={classes.hero}>
        <h1 className={classes.lead}>{t("home.lead")}</h1>
        <p className={classes.leadText}>{t("home.leadText")}</p>
        <div className={classes.search}>
          <SearchField size="lg" />
        </div>
      </section>
    </Page>
  );
}
