import type { ComponentType, ReactNode } from "react";
import classes from "../community.module.css";

type StatePanelProps = {
  tone: "good" | "bad" | "waiting" | "done" | "quiet";
  icon: ComponentType<{ size?: number; stroke?: number }>;
  title: string;
  children?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
};

/** Where a pull request stands, in words, with what can be done about it. */
export function StatePanel({ tone, icon: Icon, title, children, actions }: StatePanelProps) {
  return (
    <section className={classes.panel} data-tone={tone}>
      <span className={classes.panelIcon} aria-hidden="true">
        <Icon size={22} stroke={1.7} />
      </span>
      <div className={classes.panelText}>
        <h3 className={classes.panelTitle}>{title}</h3>
        {children}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </section>
  );
}
