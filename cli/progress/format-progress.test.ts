import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { formatCount, formatProgress } from "./format-progress.ts";
import { createProgressDisplay } from "./progress-display.ts";

const base = { label: "Download config.json", elapsedSeconds: 0.05, note: undefined };

describe("formatProgress", () => {
  it("CLI-4: looks as users of Python tools know it", () => {
    const done = { ...base, doneBytes: 665, totalBytes: 665, rate: 12_345 };
    expect(formatProgress(done)).toBe(
      "Download config.json: 100%|##########| 665/665 [00:00<00:00, 12.3kB/s]",
    );
  });

  it("CLI-4: tells what is left, in the units that suit", () => {
    const state = { ...base, label: "Download 1/4 model.safetensors", elapsedSeconds: 65 };
    const half = { ...state, doneBytes: 1.5e9, totalBytes: 3e9, rate: 23.1e6 };
    expect(formatProgress(half)).toBe(
      "Download 1/4 model.safetensors:  50%|#####     | 1.50G/3.00G [01:05<01:04, 23.1MB/s]",
    );
  });

  it("CLI-4: knows no rate before the first byte, and an empty file is whole", () => {
    const nothing = { ...base, doneBytes: 0, totalBytes: 100, rate: undefined };
    expect(formatProgress(nothing)).toContain("  0%|          | 0/100 [00:00<?, ?B/s]");
    const empty = { ...base, doneBytes: 0, totalBytes: 0, rate: undefined };
    expect(formatProgress(empty)).toContain("100%|##########| 0/0 [00:00<00:00, ?B/s]");
  });

  it("CLI-4: says a note in the place of the rate", () => {
    const state = { ...base, doneBytes: 5, totalBytes: 5, rate: 1, note: "already here" };
    expect(formatProgress(state)).toContain("5/5 [00:00<00:00, already here]");
  });

  it("CLI-4: fits into the terminal", () => {
    const state = { ...base, doneBytes: 50, totalBytes: 100, rate: 1 };
    expect(formatProgress(state, 100)).toHaveLength(99);
    expect(formatProgress(state, 20)).toContain("|#  |");
    const long = { ...state, label: `Download 1/4 ${"folder/".repeat(20)}weights.bin` };
    expect(formatProgress(long, 100)).toHaveLength(99);
    expect(formatProgress(long, 100)).toMatch(/^Download 1\/4 f….*weights\.bin: {2}50%\|/);
  });

  it("CLI-4: shortens counts to three digits", () => {
    const values = [0, 999, 1000, 1234, 12_345, 999_499, 999_500, 1e9, 9.999e9, 5e15];
    expect(values.map(formatCount)).toEqual(
      "0 999 1.00k 1.23k 12.3k 999k 1.00M 1.00G 10.0G 5.00P".split(" "),
    );
  });

  it("CLI-4: counts hours", () => {
    const state = { ...base, doneBytes: 1, totalBytes: 3601, rate: 1, elapsedSeconds: 3723 };
    expect(formatProgress(state)).toContain("[1:02:03<1:00:00, 1B/s]");
  });
});

function visible(text = ""): string {
  return stripVTControlCharacters(text);
}

/** A stream that remembers what was written to it. */
function aStream(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, columns: 80, write: (text: string) => written.push(text) > 0 };
  return { stream: stream as unknown as NodeJS.WriteStream, written };
}

describe("createProgressDisplay", () => {
  it("CLI-5: prints one plain line for each file where there is no terminal", () => {
    const { stream, written } = aStream(false);
    const display = createProgressDisplay(stream);
    const bar = display.start("Download a", 10);
    bar.update(0);
    bar.update(10);
    bar.finish();
    display.close();
    expect(written.join("")).toMatch(
      /^Download a: 100%\|#{10}\| 10\/10 \[00:00<00:00, .+B\/s\]\n$/,
    );
  });

  it("CLI-4: redraws the bars that run below those that are done on a terminal", () => {
    const { stream, written } = aStream(true);
    const display = createProgressDisplay(stream);
    const [first, second] = [display.start("Download a", 10), display.start("Download b", 10)];
    display.say("a word");
    expect(visible(written.at(-1))).toMatch(/^a word\nDownload a: .+\nDownload b: .+\n$/);
    first.finish();
    const [cleared = "", drawn = ""] = (written.at(-1) ?? "").split("Download a");
    expect(cleared).toBe("\u001B[1A\u001B[2K".repeat(2));
    expect(visible(drawn)).toMatch(/^: 100%.+\nDownload b:.+\n$/);
    second.stop();
    display.close();
    expect(written.join("").split("Download b:   0%")).toHaveLength(4);
  });

  it("CLI-4: lets no control character of a file's name through", () => {
    const { stream, written } = aStream(false);
    const display = createProgressDisplay(stream);
    display.start("Download \u001B[2J\u202Egnp.x", 1).finish();
    display.close();
    expect(written.join("")).toContain("Download �[2J�gnp.x");
  });
});
