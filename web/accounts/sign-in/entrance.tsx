import { Paper } from "@mantine/core";
import type { ReactNode } from "react";
import { Logo } from "../../ui/logo.tsx";
import { Page } from "../../ui/page.tsx";
import classes from "./entrance.module.css";

type EntranceProps = {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** The way to the other door: "No account yet? Sign up". */
  footer: ReactNode;
};

/** The frame of the pages by which people come in. */
export function Entrance({ title, description, children, footer }: EntranceProps) {
  return (
    <Page>
      <div className={classes.entrance}>
        <Logo size={40} />
        <h1 className={classes.title}>{title}</h1>
        {description ? <p className={classes.description}>{description}</p> : null}
        <Paper withBorder radius="lg" className={classes.form}>
          {children}
        </Paper>
        <p className={classes.footer}>{footer}</p>
      </div>
    </Page>
  );
}
