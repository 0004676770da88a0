import { printable } from "../printable.ts";
import { formatProgress, type ProgressState } from "./format-progress.ts";

/** One transfer that is shown. */
export type ProgressBar = {
  /** How many bytes are there now; the first call says what was there before. */
  update: (doneBytes: number) => void;
  /** Says something in the place of the rate, until the next update. */
  note: (text: string) => void;
  /** Ends it, complete. */
  finish: (note?: string) => void;
  /** Ends it where it is: it failed or was interrupted. */
  stop: () => void;
};

export type ProgressDisplay = {
  start: (label: string, totalBytes: number) => ProgressBar;
  /** Says a line without disturbing the bars. */
  say: (text: string) => void;
  close: () => void;
};

export type Terminal = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

type Bar = {
  label: string;
  totalBytes: number;
  doneBytes: number;
  startBytes: number | undefined;
  startedAt: number;
  note: string | undefined;
};

const REDRAW_MS = 100;
const PLAIN_LINE_MS = 10_000;
const UP_AND_CLEAR = "\u001B[1A\u001B[2K";
/** A bar is one line, whatever the width of its characters: what does not fit is cut. */
const WRAP_OFF = "\u001B[?7l";
const WRAP_ON = "\u001B[?7h";

/** Bars that are redrawn in place on a terminal; plain lines elsewhere, at the end and now and then. */
export function createProgressDisplay(stream: Terminal): ProgressDisplay {
  const isTerminal = stream.isTTY === true;
  const bars = new Set<Bar>();
  let drawnLines = 0;

  const lineOf = (bar: Bar) =>
    printable(formatProgress(stateOf(bar), isTerminal ? (stream.columns ?? 80) : undefined));
  const draw = (permanent: readonly string[] = []) => {
    const above = permanent.map((line) => `${line}\n`).join("");
    const active = isTerminal ? [...bars].map((bar) => `${lineOf(bar)}\n`) : [];
    const below = active.length === 0 ? "" : WRAP_OFF + active.join("") + WRAP_ON;
    stream.write(UP_AND_CLEAR.repeat(drawnLines) + above + below);
    drawnLines = active.length;
  };
  const tick = () => {
    if (bars.size === 0) return;
    if (isTerminal) draw();
    else draw([...bars].map(lineOf));
  };
  const timer = setInterval(tick, isTerminal ? REDRAW_MS : PLAIN_LINE_MS);
  timer.unref();

  return {
    start(label, totalBytes) {
      const startedAt = performance.now();
      const start = { doneBytes: 0, startBytes: undefined, note: undefined };
      const bar: Bar = { label, totalBytes, startedAt, ...start };
      bars.add(bar);
      const end = () => {
        if (bars.delete(bar)) draw([lineOf(bar)]);
      };
      return {
        update(doneBytes) {
          bar.startBytes ??= doneBytes;
          bar.doneBytes = doneBytes;
          bar.note = undefined;
        },
        note(text) {
          bar.note = text;
        },
        finish(note) {
          bar.doneBytes = totalBytes;
          bar.note = note;
          end();
        },
        stop: end,
      };
    },
    say: (text) => draw([printable(text)]),
    close() {
      clearInterval(timer);
      draw();
    },
  };
}

/** For scripts: nothing is shown but what is said. */
export function createSilentDisplay(say: (text: string) => void): ProgressDisplay {
  const bar = { update() {}, note() {}, finish() {}, stop() {} };
  return { start: () => bar, say, close() {} };
}

function stateOf({
  label,
  totalBytes,
  doneBytes,
  startBytes,
  startedAt,
  note,
}: Bar): ProgressState {
  const elapsedSeconds = (performance.now() - startedAt) / 1000;
  const moved = doneBytes - (startBytes ?? 0);
  const rate = moved > 0 && elapsedSeconds > 0 ? moved / elapsedSeconds : undefined;
  return { label, doneBytes, totalBytes, elapsedSeconds, rate, note };
}
