import { problem } from "#contract/problems.ts";

const NEWLINE = 10;

/**
 * Splits a byte stream at newlines. Only one line is held at a time.
 * @throws {Problem} `body-too-large` when a line exceeds the limit.
 */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  const hold = (part: Uint8Array) => {
    held.push(part);
    heldBytes += part.length;
    if (heldBytes > maxLineBytes) throw lineTooLong(maxLineBytes);
  };
  for await (const chunk of source) {
    let rest = chunk;
    for (let end = rest.indexOf(NEWLINE); end !== -1; end = rest.indexOf(NEWLINE)) {
      hold(rest.subarray(0, end));
      yield Buffer.concat(held);
      held = [];
      heldBytes = 0;
      rest = rest.subarray(end + 1);
    }
    hold(rest);
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}

function lineTooLong(maxLineBytes: number) {
  return problem("body-too-large", {
    detail: `A line of the body is longer than ${maxLineBytes} bytes`,
    hint: "Send large files by LFS",
  });
}
