import { IconAlertTriangle } from "@tabler/icons-react";
import classes from "./name-table.module.css";

/** What a reader should know about a file, one line each; nothing when there is nothing. */
export function Findings({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <ul className={classes.findings}>
      {texts.map((text) => (
        <li key={text}>
          <IconAlertTriangle size={15} aria-hidden="true" />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
