import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSite } from "../session.ts";
import classes from "./shell.module.css";
import { TopBar } from "./top-bar.tsx";

/** What surrounds every page. */
export function Shell() {
  const { t } = useTranslation();
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t("skipToContent")}
      </a>
      <TopBar />
      <main id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <Footer />
    </div>
  );
}

function Footer() {
  const site = useSite();
  return (
    <footer className={classes.footer}>
      <div className={classes.footerInner}>
        <span>
          {site?.name ?? "Open Gallery"} {site?.version}
        </span>
      </div>
    </footer>
  );
}
