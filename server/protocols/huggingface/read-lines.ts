import { problem } from "#contract/problems.ts";

const NEWLINE = 10;

/**
 * Splits a byte stream at newlines. Only one line is held at a time.
 * @throws Problem `body-too-large` when a line exceeds the limit.
 */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of source) {
    let rest = chunk;
    for (let end = rest.indexOf(NEWLINE); end !== -1; end = rest.indexOf(NEWLINE)) {
      yield Buffer.concat([...held, rest.subarray(0, end)]);
      held = [];
      heldBytes = 0;
      rest = rest.subarray(end + 1);
    }
    held.push(rest);
    heldBytes += rest.length;
    if (heldBytes > maxLineBytes) {
      throw problem("body-too-large", {
        detail: `A line of the body is longer than ${maxLineBytes} bytes`,
        hint: "Send large files by LFS",
      });
    }
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
