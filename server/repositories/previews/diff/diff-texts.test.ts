import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { diffTexts } from "./diff-texts.ts";
import { diffInThread } from "./diff-threads.ts";
import { matchLines } from "./match-lines.ts";

type Input = string | Buffer | undefined;

function diff(before: Input, after: Input, context = 3) {
  const bytesOf = (input: Input) => (typeof input === "string" ? Buffer.from(input) : input);
  const pair = { before: bytesOf(before), after: bytesOf(after), context, timeoutMs: 5000 };
  const result = diffTexts(pair);
  if (typeof result === "string") throw new Error(result);
  return result;
}

const SIGNS = { same: " ", removed: "-", added: "+" };

/** As a unified diff prints it. */
function printed(before: Input, after: Input, context = 3): string[] {
  return diff(before, after, context).hunks.flatMap(({ beforeStart, afterStart, lines }) => [
    `@ ${beforeStart} ${afterStart}`,
    ...lines.map(({ type, text }) => `${SIGNS[type]}${text}`),
  ]);
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => `line ${at + 1}`);
const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");

it("REP-5: shows what changed with three lines around, and where it stands", () => {
  const lines = numbers(40);
  const changed = lines.toSpliced(4, 1, "other 5").toSpliced(30, 0, "new 1", "new 2");
  expect(printed(text(lines), text(changed))).toEqual([
    "@ 2 2",
    " line 2",
    " line 3",
    " line 4",
    "-line 5",
    "+other 5",
    " line 6",
    " line 7",
    " line 8",
    "@ 28 28",
    " line 28",
    " line 29",
    " line 30",
    "+new 1",
    "+new 2",
    " line 31",
    " line 32",
    " line 33",
  ]);
  expect(diff(text(lines), text(changed))).toMatchObject({ added: 3, removed: 1, isCut: false });
  expect(diff(text(lines), text(changed), 100).hunks).toHaveLength(1);
  expect(printed(text(lines), text(changed), 0)).toEqual([
    "@ 5 5",
    "-line 5",
    "+other 5",
    "@ 31 31",
    "+new 1",
    "+new 2",
  ]);
});

it("REP-5: a file that came or went is all new or all gone", () => {
  expect(printed(undefined, "a\nb\n")).toEqual(["@ 1 1", "+a", "+b"]);
  expect(printed("a\nb\n", undefined)).toEqual(["@ 1 1", "-a", "-b"]);
  expect(diff(undefined, "a").before).toBeNull();
  expect(printed("", "")).toEqual([]);
  expect(diff("", "").before).toEqual({ encoding: "utf-8", lineEnds: "none", lines: 0 });
});

it("REP-5: every pair of small texts is led from one to the other", () => {
  let seed = 1;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let round = 0; round < 400; round += 1) {
    const some = () => Array.from({ length: random(9) }, () => "abcd".charAt(random(4)));
    const [before, after] = [some(), some()];
    const steps = matchLines(before, after, { timeoutMs: 5000 }) ?? [];
    const kept = steps.flatMap((step) => ("before" in step ? [before[step.before]] : []));
    const made = steps.flatMap((step) => ("after" in step ? [after[step.after]] : []));
    expect([kept, made]).toEqual([before, after]);
    for (const step of steps) {
      if (step.type === "same") expect(before[step.before]).toBe(after[step.after]);
    }
    const common = steps.filter(({ type }) => type === "same").length;
    expect(common).toBe(longestCommon(before, after));
  }
});

function longestCommon(before: readonly string[], after: readonly string[]): number {
  let row = Array<number>(after.length + 1).fill(0);
  for (const old of before) {
    const next = [0];
    for (const [at, fresh] of after.entries()) {
      next.push(old === fresh ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

it("REP-5: marks the words that differ in lines that are alike, and no others", () => {
  const [hunk] = diff("the quick brown fox\n", "the slow brown fox\n").hunks;
  expect(hunk?.lines.map(({ marks }) => marks)).toEqual([[[4, 9]], [[4, 8]]]);
  const [chinese] = diff("模型的许可证\n", "模型的授权证\n").hunks;
  expect(chinese?.lines.map(({ marks }) => marks)).toEqual([[[3, 5]], [[3, 5]]]);
  const [foreign] = diff("the quick brown fox\n", "import numpy as np\n").hunks;
  expect(foreign?.lines.flatMap(({ marks }) => marks)).toEqual([]);
});

it("REP-5: line ends alone make no line another one, and are said", () => {
  const { hunks, before, after } = diff("a\nb\n", "a\r\nb\r\n");
  expect(hunks).toEqual([]);
  expect([before?.lineEnds, after?.lineEnds]).toEqual(["lf", "crlf"]);
  expect(diff("a\nb\r\nc\r", "a").before).toMatchObject({ lineEnds: "mixed", lines: 3 });
  expect(printed("a\nb\n", "a\r\nc\r\n")).toEqual(["@ 1 1", " a", "-b", "+c"]);
});

it("REP-5: a last line without an end differs from one with", () => {
  const [hunk] = diff("a\nb\n", "a\nb").hunks;
  expect(hunk?.lines.map(({ type, text: line, isUnended }) => [type, line, isUnended])).toEqual([
    ["same", "a", false],
    ["removed", "b", false],
    ["added", "b", true],
  ]);
});

it("REP-5: GBK and UTF-16 are read as what they are", () => {
  const gbk = (bytes: number[]) => Buffer.from([...bytes, 0x0a]);
  const model = [0xc4, 0xa3, 0xd0, 0xcd];
  const { hunks, before } = diff(gbk(model), gbk([...model, 0x31]));
  expect(before?.encoding).toBe("gb18030");
  expect(hunks[0]?.lines.map((line) => line.text)).toEqual(["模型", "模型1"]);
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("模型\n", "utf16le")]);
  expect(printed(wide, gbk(model))).toEqual([]);
});

it("REP-5: long lines and long differences are cut, and said", () => {
  const [hunk] = diff("a\n", `${"x".repeat(5000)}\n`).hunks;
  expect(hunk?.lines.map(({ text: line, isCut }) => [line.length, isCut])).toEqual([
    [1, false],
    [2000, true],
  ]);
  const many = diff(text(numbers(20_000)), undefined);
  expect(many).toMatchObject({ removed: 20_000, isCut: true });
  expect(many.hunks[0]?.lines).toHaveLength(6000);
});

it("REP-5: two files of 10 MB without a line in common are compared", async () => {
  const big = () =>
    Buffer.from(randomBytes(5_000_000).toString("hex").replaceAll(/.{70}/g, "$&\n"));
  const result = await diffInThread({ before: big(), after: big(), context: 3 });
  expect(result).toMatchObject({ added: 142_858, removed: 142_858, isCut: true });
});

it("REP-5: texts that would take too long, or have too many lines, are refused", async () => {
  const shuffled = () => {
    const lines = Array.from(randomBytes(200_000), (byte) => String(byte % 7));
    return Buffer.from(lines.join("\n"));
  };
  const pair = { before: shuffled(), after: shuffled(), context: 3 };
  expect(await diffInThread(pair, { searchMs: 50 })).toBe("too-different");
  expect(await diffInThread(pair, { answerMs: 50 })).toBe("too-different");
  const lines = { before: Buffer.alloc(600_000, "\n"), after: Buffer.from("a"), context: 3 };
  expect(await diffInThread(lines)).toBe("too-large");
  const small = { before: Buffer.from("a"), after: Buffer.from("b"), context: 3 };
  expect(await diffInThread(small)).toMatchObject({ added: 1, removed: 1 });
});

it("REP-5: a comparison that nobody waits for any more ends, and one whose turn has not come", async () => {
  const lines = () => Array.from(randomBytes(200_000), (byte) => String(byte % 7)).join("\n");
  const pair = { before: Buffer.from(lines()), after: Buffer.from(lines()), context: 3 };
  const gone = new AbortController();
  // More than there are threads; left to themselves they would take longer than a test may.
  const endless = { gone: gone.signal, searchMs: 600_000, answerMs: 600_000 };
  const running = Array.from({ length: 5 }, () => diffInThread(pair, endless));
  gone.abort();
  expect(await Promise.all(running)).toEqual(Array(5).fill("too-different"));
  const small = { before: Buffer.from("a"), after: Buffer.from("b"), context: 3 };
  expect(await diffInThread(small)).toMatchObject({ added: 1, removed: 1 });
});
