import { useMemo } from "react";
import { highlightText } from "../../highlight-text.ts";
import classes from "./notebook.module.css";

/** The code of a cell, coloured where its language is known. */
export function CodeSource({ source, language }: { source: string; language: string }) {
  const lines = useMemo(() => highlightText(source, `cell.${language}`), [source, language]);
  if (source === "") return <div className={classes.code} />;
  return (
    <pre className={classes.code}>
      <code>
        {lines.map((tokens, line) => (
          <span key={line}>
            {tokens.map(({ text, className }, index) => (
              <span key={index} className={className}>
                {text}
              </span>
            ))}
            {line < lines.length - 1 ? "\n" : null}
          </span>
        ))}
      </code>
    </pre>
  );
}
