import { type ReactNode, useEffect } from "react";
import { useSite } from "../app/session.ts";
import classes from "./page.module.css";

const PRODUCT = "Open Gallery";

/** Sets the browser's title: "Models · Open Gallery"; the site's own name when it has one. */
export function usePageTitle(title: string | undefined): void {
  const site = useSite()?.name ?? PRODUCT;
  useEffect(() => {
    document.title = title ? `${title} · ${site}` : site;
  }, [title, site]);
}

/** The frame of a page's content: width and margins. `isNarrow` for forms. */
export function Page({ children, isNarrow = false }: { children: ReactNode; isNarrow?: boolean }) {
  return (
    <div className={isNarrow ? `${classes.page} ${classes.narrow}` : classes.page}>{children}</div>
  );
}

type PageHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
};

export function PageHeader({ title, description, actions }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <div>
        <h1 className={classes.title}>{title}</h1>
        {description ? <p className={classes.description}>{description}</p> : null}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </header>
  );
}
