import Anser from "anser";

export type TerminalMark = "bold" | "dim" | "italic" | "underline" | "strikethrough";

/** A run of characters that look the same. */
export type TerminalPart = {
  text: string;
  marks: TerminalMark[];
  /** CSS colours: the sixteen named ones follow the page's scheme. */
  colour: string | undefined;
  background: string | undefined;
};

const MARKS = new Set<string>(["bold", "dim", "italic", "underline", "strikethrough"]);
const ESCAPE = "\u001B";
const BELL = "\u0007";
/** Sequences other than colours: of the cursor, titles and links, character sets. */
const OTHER_SEQUENCES = new RegExp(
  [
    String.raw`${ESCAPE}\[[\d;?]*[A-HJ-ln-u]`,
    String.raw`${ESCAPE}\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\)`,
    String.raw`${ESCAPE}[()][AB012]`,
  ].join("|"),
  "gu",
);
/** The control characters that mean something here. */
const KEPT_CONTROLS = new Set(["\n", "\r", "\t", ESCAPE]);

/** Parts of a text with the colour sequences of a terminal (ECMA-48 SGR). */
export function parseTerminal(source: string): TerminalPart[] {
  const text = source
    .replaceAll(OTHER_SEQUENCES, "")
    .replaceAll(/\p{Cc}/gu, (control) => (KEPT_CONTROLS.has(control) ? control : ""))
    .split("\n")
    .map(lastWritten)
    .join("\n");
  return Anser.ansiToJson(text, { json: true, use_classes: true, remove_empty: true }).map(
    (entry) => {
      const isReverse = entry.decorations.includes("reverse");
      const front = colourOf(entry.fg, entry.fg_truecolor);
      const back = colourOf(entry.bg, entry.bg_truecolor);
      return {
        text: entry.content,
        marks: entry.decorations.filter((mark) => MARKS.has(mark)) as TerminalMark[],
        colour: isReverse ? (back ?? "var(--surface)") : front,
        background: isReverse ? (front ?? "var(--ink)") : back,
      };
    },
  );
}

/** A progress bar goes back to the start of its line and writes over it: the last state stays. */
function lastWritten(line: string): string {
  if (!line.includes("\r")) return line;
  return line.split("\r").findLast((state) => state !== "") ?? "";
}

function colourOf(name: string | null, trueColour: string | null): string | undefined {
  if (name === null || name === undefined) return undefined;
  if (name === "ansi-truecolor") return rgb(trueColour ?? "");
  const palette = /^ansi-palette-(\d{1,3})$/u.exec(name);
  if (palette) return paletteColour(Number(palette[1]));
  return /^ansi-(?:bright-)?[a-z]+$/u.test(name) ? `var(--${name})` : undefined;
}

function rgb(parts: string): string | undefined {
  return /^\d{1,3}, ?\d{1,3}, ?\d{1,3}$/u.test(parts) ? `rgb(${parts})` : undefined;
}

/** The 256 colours of xterm: sixteen named, a cube of six steps a side, and 24 greys. */
function paletteColour(index: number): string | undefined {
  if (index > 255) return undefined;
  const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
  if (index < 16) return `var(--ansi-${index < 8 ? "" : "bright-"}${names[index % 8]})`;
  if (index >= 232)
    return `rgb(${Array(3)
      .fill(8 + (index - 232) * 10)
      .join(", ")})`;
  const steps = [36, 6, 1].map((weight) => Math.floor((index - 16) / weight) % 6);
  return `rgb(${steps.map((step) => (step === 0 ? 0 : 55 + step * 40)).join(", ")})`;
}
