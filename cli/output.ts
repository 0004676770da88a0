import { describeError, type ErrorReport } from "./describe-error.ts";
import { printable } from "./printable.ts";

export type Streams = { stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream };

/** The one place that prints: results to stdout, everything said beside them to stderr. */
export type Output = {
  /** A result: lines for people, or one JSON value. */
  result: (data: unknown, lines: readonly string[]) => void;
  /** A long list, printed as it comes: lines, or one JSON array. */
  list: <Item>(items: AsyncIterable<Item>, lineOf: (item: Item) => string) => Promise<number>;
  /** Something worth knowing that is no result. */
  notice: (text: string) => void;
  error: (error: unknown) => ErrorReport;
};

export function createOutput(streams: Streams, isJson: boolean): Output {
  const print = (text: string) => void streams.stdout.write(`${text}\n`);
  const say = (text: string) => void streams.stderr.write(`${printable(text)}\n`);
  return {
    result(data, lines) {
      if (isJson) print(JSON.stringify(data, null, 2));
      else for (const line of lines) print(printable(line));
    },
    async list(items, lineOf) {
      let count = 0;
      for await (const item of items) {
        if (isJson) streams.stdout.write(`${count === 0 ? "[" : ","}\n${JSON.stringify(item)}`);
        else print(printable(lineOf(item)));
        count += 1;
      }
      if (isJson) print(count === 0 ? "[]" : "\n]");
      return count;
    },
    notice: say,
    error(error) {
      const report = describeError(error);
      if (isJson) streams.stderr.write(`${JSON.stringify({ error: report })}\n`);
      else sayError(report, say);
      return report;
    },
  };
}

function sayError({ detail, hint, issues }: ErrorReport, say: (text: string) => void): void {
  say(`error: ${detail}`);
  for (const { pointer, message } of issues) {
    if (!detail.includes(message)) say(`  ${pointer.slice(1)}: ${message}`);
  }
  if (hint !== undefined) say(`hint: ${hint}`);
}
