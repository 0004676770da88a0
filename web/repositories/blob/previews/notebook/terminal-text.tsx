import { Button } from "@mantine/core";
import { type CSSProperties, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatExact } from "../../../../ui/format.ts";
import classes from "./notebook.module.css";
import { parseTerminal, type TerminalPart } from "./parse-terminal.ts";

/** Lines shown of a long output until the reader asks for all; some more are worth no button. */
const FIRST_LINES = 30;
const ALL_LINES = 45;

/** Text as a terminal shows it. Long output is collapsed. */
export function TerminalText({ text }: { text: string }) {
  const { t, i18n } = useTranslation("previews-media");
  const [isOpen, setIsOpen] = useState(false);
  const lines = useMemo(() => text.trimEnd().split("\n"), [text]);
  const isLong = lines.length > ALL_LINES;
  const shown = isLong && !isOpen ? lines.slice(0, FIRST_LINES).join("\n") : lines.join("\n");
  const parts = useMemo(() => parseTerminal(shown), [shown]);
  if (text.trim() === "") return null;
  const count = formatExact(lines.length, i18n.language);
  return (
    <>
      <pre className={classes.terminal}>
        {parts.map((part, index) => (
          <Part key={index} part={part} />
        ))}
      </pre>
      {isLong ? (
        <Button variant="subtle" size="compact-xs" onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t("notebook.showLess") : t("notebook.showAll", { lines: count })}
        </Button>
      ) : null}
    </>
  );
}

function Part({ part: { text, marks, colour, background } }: { part: TerminalPart }) {
  if (marks.length === 0 && !colour && !background) return text;
  const style: CSSProperties = { color: colour, backgroundColor: background };
  return (
    <span className={marks.map((mark) => classes[mark]).join(" ")} style={style}>
      {text}
    </span>
  );
}
