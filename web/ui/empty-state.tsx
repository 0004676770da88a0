import { IconInbox } from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import classes from "./page.module.css";

type EmptyStateProps = {
  title: string;
  description?: ReactNode;
  icon?: ComponentType<{ size?: number; stroke?: number }>;
  /** What to do about it: buttons. */
  children?: ReactNode;
};

/** What stands where a list has nothing to show. */
export function EmptyState({
  title,
  description,
  icon: Icon = IconInbox,
  children,
}: EmptyStateProps) {
  return (
    <section className={classes.state}>
      <span className={classes.stateIcon} aria-hidden="true">
        <Icon size={36} stroke={1.4} />
      </span>
      <h2 className={classes.stateTitle}>{title}</h2>
      {description ? <p className={classes.stateText}>{description}</p> : null}
      {children ? <div className={classes.stateActions}>{children}</div> : null}
    </section>
  );
}
