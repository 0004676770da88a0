import type { Icon } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { PageLink } from "../../ui/page-link.tsx";
import { Count } from "../../ui/values.tsx";
import classes from "./asset-header.module.css";

type TabProps = {
  href: string;
  icon: Icon;
  isChosen: boolean;
  /** Shown behind the name; 0 is not. */
  count?: number;
  children: ReactNode;
};

/** A page of the asset; the chosen one is scrolled to where there is no room for all. */
export function Tab({ href, icon: TabIcon, isChosen, count = 0, children }: TabProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isChosen) link.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isChosen]);
  return (
    <PageLink
      ref={link}
      href={href}
      className={classes.tab}
      aria-current={isChosen ? "page" : undefined}
      data-chosen={isChosen || undefined}
    >
      <TabIcon size={16} aria-hidden="true" />
      {children}
      {count > 0 ? (
        <span className={classes.tabCount}>
          <Count value={count} />
        </span>
      ) : null}
    </PageLink>
  );
}
