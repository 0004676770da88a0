import type { ReactNode } from "react";
import classes from "./name-table.module.css";

/** Large numbers with their names, in a line. */
export function Totals({ children }: { children: ReactNode }) {
  return <dl className={classes.totals}>{children}</dl>;
}

export function Total({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.total}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
