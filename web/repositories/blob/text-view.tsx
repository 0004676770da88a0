import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import "../../ui/markdown/highlight.css";
import { formatExact } from "../../ui/format.ts";
import classes from "./blob.module.css";
import { highlightText } from "./highlight-text.ts";
import { MAX_LINE_LENGTH, type Token } from "./split-lines.ts";

/** Pixels; the same as `.line` in the stylesheet. */
const LINE_HEIGHT = 20;
/** Characters that the mark of a cut line may take. */
const MARK_LENGTH = 60;
/** Above so many lines only those in sight are in the document. */
const MANY = 1500;

/** A text file by lines, each with a number to link to. */
export function TextView({ text, name }: { text: string; name: string }) {
  const lines = useMemo(() => highlightText(text, name), [text, name]);
  const { t, i18n } = useTranslation("repositories");
  const chosen = useChosenLine();
  const hasCutLine = lines.some((line) => lengthOf(line) > MAX_LINE_LENGTH);
  return (
    <>
      {hasCutLine ? (
        <p className={classes.notice}>
          {t("linesCut", { length: formatExact(MAX_LINE_LENGTH, i18n.language) })}
        </p>
      ) : null}
      <div className={classes.code}>
        {lines.length > MANY ? (
          <VirtualLines lines={lines} chosen={chosen} />
        ) : (
          <AllLines lines={lines} chosen={chosen} />
        )}
      </div>
    </>
  );
}

type LinesProps = { lines: Token[][]; chosen: number | undefined };

function AllLines({ lines, chosen }: LinesProps) {
  useEffect(() => {
    if (chosen) document.querySelector(`#L${chosen}`)?.scrollIntoView({ block: "center" });
  }, [chosen]);
  return (
    <div className={classes.lines}>
      {lines.map((tokens, index) => (
        <Line key={index} tokens={tokens} number={index + 1} isChosen={chosen === index + 1} />
      ))}
    </div>
  );
}

function VirtualLines({ lines, chosen }: LinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (box.current) setTop(box.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const rows = useWindowVirtualizer({
    count: lines.length,
    estimateSize: () => LINE_HEIGHT,
    overscan: 40,
    scrollMargin: top,
  });
  const widest = useMemo(
    () => lines.reduce((most, line) => Math.max(most, lengthOf(line)), 0),
    [lines],
  );
  const show = useEffectEvent((number: number) =>
    rows.scrollToIndex(number - 1, { align: "center" }),
  );
  useEffect(() => {
    if (chosen && top > 0) show(chosen);
  }, [chosen, top]);
  return (
    <div
      ref={box}
      className={classes.lines}
      style={{
        height: rows.getTotalSize(),
        width: `calc(${Math.min(widest, MAX_LINE_LENGTH + MARK_LENGTH)}ch + 6rem)`,
      }}
    >
      {rows.getVirtualItems().map(({ index, start }) => (
        <div key={index} style={{ position: "absolute", insetInline: 0, top: start - top }}>
          <Line tokens={lines[index] ?? []} number={index + 1} isChosen={chosen === index + 1} />
        </div>
      ))}
    </div>
  );
}

type LineProps = { tokens: Token[]; number: number; isChosen: boolean };

function Line({ tokens, number, isChosen }: LineProps) {
  return (
    <div id={`L${number}`} className={classes.line} data-chosen={isChosen || undefined}>
      <a href={`#L${number}`} className={classes.number}>
        {number}
      </a>
      <code className={classes.text}>
        <Tokens tokens={tokens} />
      </code>
    </div>
  );
}

function Tokens({ tokens }: { tokens: Token[] }) {
  const { t, i18n } = useTranslation("repositories");
  const length = lengthOf(tokens);
  if (length > MAX_LINE_LENGTH) {
    const start = tokens
      .map((token) => token.text)
      .join("")
      .slice(0, MAX_LINE_LENGTH);
    const more = formatExact(length - MAX_LINE_LENGTH, i18n.language);
    return (
      <>
        {start}
        <span className={classes.cut}> {t("lineCut", { more })}</span>
      </>
    );
  }
  return tokens.map(({ text, className }, index) =>
    className ? (
      <span key={index} className={className}>
        {text}
      </span>
    ) : (
      text
    ),
  );
}

function lengthOf(tokens: Token[]): number {
  return tokens.reduce((sum, token) => sum + token.text.length, 0);
}

/** `#L12` in the address. */
function useChosenLine(): number | undefined {
  const hash = useLocation({ select: (location) => location.hash });
  const number = Number(/^L(\d+)$/u.exec(hash)?.[1]);
  return number > 0 ? number : undefined;
}
