import type { DiffHunk, DiffLine, FileDiff } from "#contract/repositories/diff-comparison.ts";
import { markWords } from "./mark-words.ts";
import { type LineStep, matchLines } from "./match-lines.ts";
import { type SplitText, splitText } from "./split-text.ts";

/** Lines of one answer, and characters of all of them. */
const SHOWN_LINES = 6000;
const SHOWN_LENGTH = 1_500_000;
const LINE_LENGTH = 2000;
const LINE_LIMIT = 500_000;
const MARKED_PAIRS = 1500;
/** Behind the last line when it has no line end: no line of a text holds one. */
const UNENDED = "\n";

export type TextDiff = NonNullable<FileDiff["text"]>;
export type TextRefusal = Extract<FileDiff["refusal"], "too-large" | "too-different">;

export type TextPair = {
  /** undefined where there is no file. */
  before: Uint8Array | undefined;
  after: Uint8Array | undefined;
  /** Unchanged lines around changed ones. */
  context: number;
  timeoutMs: number;
};

/** Two texts line by line. Line ends are set apart: alone they make no line another one. */
export function diffTexts({ context, timeoutMs, ...bytes }: TextPair): TextDiff | TextRefusal {
  const before = bytes.before && splitText(bytes.before);
  const after = bytes.after && splitText(bytes.after);
  const old = linesOf(before);
  const fresh = linesOf(after);
  if (Math.max(old.length, fresh.length) > LINE_LIMIT) return "too-large";
  const steps = matchLines(old, fresh, { timeoutMs });
  if (steps === undefined) return "too-different";
  const shown = hunksOf(steps, context);
  return {
    before: before?.form ?? null,
    after: after?.form ?? null,
    added: countOf(steps, "added"),
    removed: countOf(steps, "removed"),
    ...describeHunks(shown, { old, fresh }),
  };
}

function linesOf(text: SplitText | undefined): string[] {
  if (text === undefined) return [];
  const { lines, isUnended } = text;
  return isUnended ? [...lines.slice(0, -1), `${lines.at(-1) ?? ""}${UNENDED}`] : lines;
}

function countOf(steps: readonly LineStep[], type: LineStep["type"]): number {
  return steps.reduce((count, step) => count + (step.type === type ? 1 : 0), 0);
}

type Shown = { steps: readonly LineStep[]; beforeStart: number; afterStart: number };

/** Runs of steps that lie no further from a change than the context. */
function hunksOf(steps: readonly LineStep[], context: number): Shown[] {
  const hunks: Shown[] = [];
  const ranges: { start: number; end: number }[] = [];
  for (const [at, step] of steps.entries()) {
    if (step.type === "same") continue;
    const range = { start: Math.max(0, at - context), end: at + context + 1 };
    const last = ranges.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = range.end;
    else ranges.push(range);
  }
  let before = 1;
  let after = 1;
  let at = 0;
  const pass = (until: number) => {
    for (; at < Math.min(until, steps.length); at += 1) {
      if (steps[at]?.type !== "added") before += 1;
      if (steps[at]?.type !== "removed") after += 1;
    }
  };
  for (const { start, end } of ranges) {
    pass(start);
    hunks.push({ steps: steps.slice(start, end), beforeStart: before, afterStart: after });
    pass(end);
  }
  return hunks;
}

type Lines = { old: readonly string[]; fresh: readonly string[] };

function describeHunks(
  shown: readonly Shown[],
  lines: Lines,
): { hunks: DiffHunk[]; isCut: boolean } {
  const left = { lines: SHOWN_LINES, characters: SHOWN_LENGTH, pairs: MARKED_PAIRS };
  const hunks: DiffHunk[] = [];
  for (const { steps, ...starts } of shown) {
    const fitting = fittingSteps(steps, lines, left);
    hunks.push({ ...starts, lines: describeLines(fitting, lines, left) });
    if (fitting.length < steps.length) return { hunks, isCut: true };
  }
  return { hunks, isCut: false };
}

function fittingSteps(
  steps: readonly LineStep[],
  lines: Lines,
  left: { lines: number; characters: number },
): readonly LineStep[] {
  for (const [at, step] of steps.entries()) {
    left.lines -= 1;
    left.characters -= Math.min(textOf(step, lines).length, LINE_LENGTH);
    if (left.lines < 0 || left.characters < 0) return steps.slice(0, at);
  }
  return steps;
}

function describeLines(
  steps: readonly LineStep[],
  lines: Lines,
  left: { pairs: number },
): DiffLine[] {
  const described = steps.map((step) => describeLine(step.type, textOf(step, lines)));
  for (let at = 0; at < described.length; at += 1) {
    const removed = runFrom(described, at, "removed");
    const added = runFrom(described, at + removed.length, "added");
    for (let pair = 0; pair < Math.min(removed.length, added.length); pair += 1) {
      const [old, fresh] = [removed[pair], added[pair]];
      if (old === undefined || fresh === undefined || left.pairs === 0) break;
      left.pairs -= 1;
      const marks = markWords(old.text, fresh.text);
      old.marks = marks.before;
      fresh.marks = marks.after;
    }
    at += Math.max(0, removed.length + added.length - 1);
  }
  return described;
}

function runFrom(lines: readonly DiffLine[], start: number, type: DiffLine["type"]): DiffLine[] {
  let end = start;
  while (lines[end]?.type === type) end += 1;
  return lines.slice(start, end);
}

function textOf(step: LineStep, { old, fresh }: Lines): string {
  return (step.type === "removed" ? old[step.before] : fresh[step.after]) ?? "";
}

function describeLine(type: DiffLine["type"], line: string): DiffLine {
  const isUnended = line.endsWith(UNENDED);
  const text = isUnended ? line.slice(0, -1) : line;
  const isCut = text.length > LINE_LENGTH;
  const shown = (isCut ? text.slice(0, LINE_LENGTH) : text).toWellFormed();
  return { type, text: shown, isCut, marks: [], isUnended };
}
