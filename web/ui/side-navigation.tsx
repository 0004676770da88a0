import { useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { PageLink } from "./page-link.tsx";
import { Page } from "./page.tsx";
import classes from "./side-navigation.module.css";

type SideLayoutProps = {
  /** What the parts are parts of. */
  label: string;
  /** `<SidePart>`s. */
  parts: ReactNode;
  children: ReactNode;
};

/** A page of several parts: their names at the left, on a phone in a row above. */
export function SideLayout({ label, parts, children }: SideLayoutProps) {
  return (
    <Page>
      <div className={classes.layout}>
        <nav className={classes.parts} aria-label={label}>
          {parts}
        </nav>
        <div className={classes.content}>{children}</div>
      </div>
    </Page>
  );
}

/** Parts that belong together, below a word that says how; on a phone they just follow. */
export function SideGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.group}>
      <span className={classes.groupLabel}>{label}</span>
      {children}
    </div>
  );
}

type SidePartProps = {
  href: string;
  icon: ReactNode;
  children: ReactNode;
  /** Not active while a page below it is open. */
  isExact?: boolean;
  /** How many things lie there. */
  amount?: ReactNode;
};

export function SidePart({ href, icon, children, isExact = false, amount }: SidePartProps) {
  const link = useRef<HTMLAnchorElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname.replace(/\/$/u, "") });
  const [path = ""] = href.split("?");
  const isChosen = pathname === path || (!isExact && pathname.startsWith(`${path}/`));
  useEffect(() => {
    if (isChosen) link.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [isChosen]);
  return (
    <PageLink ref={link} href={href} className={classes.part} data-chosen={isChosen || undefined}>
      {icon}
      <span className={classes.partName}>{children}</span>
      {amount === undefined ? null : <span className={classes.amount}>{amount}</span>}
    </PageLink>
  );
}
