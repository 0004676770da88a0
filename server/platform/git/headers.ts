/** A header line of a commit or a tag; `value` may run over several lines (gpgsig, mergetag). */
export type ObjectHeader = { name: string; value: string };

/**
 * Splits the text of a commit or a tag into its headers, in their order, and its message.
 * @throws {Error} when there is no empty line that ends the headers, or a line without a name.
 */
export function parseHeaders(text: string): { headers: ObjectHeader[]; message: string } {
  const headers: ObjectHeader[] = [];
  let position = 0;
  for (;;) {
    const end = text.indexOf("\n", position);
    if (end < 0) throw new Error("object: headers cut short");
    const line = text.slice(position, end);
    position = end + 1;
    if (line === "") return { headers, message: text.slice(position) };
    const last = headers.at(-1);
    if (line.startsWith(" ") && last) {
      last.value += `\n${line.slice(1)}`;
      continue;
    }
    const space = line.indexOf(" ");
    if (space <= 0) throw new Error(`object: header ${JSON.stringify(line.slice(0, 40))}`);
    headers.push({ name: line.slice(0, space), value: line.slice(space + 1) });
  }
}

export function serialiseHeaders(headers: readonly ObjectHeader[], message: string): string {
  const lines = headers.map(({ name, value }) => `${name} ${value.replaceAll("\n", "\n ")}\n`);
  return `${lines.join("")}\n${message}`;
}

/** Takes the header that must come next in `headers`. */
export function takeHeader(headers: ObjectHeader[], name: string): string {
  const header = headers.shift();
  if (header?.name !== name) throw new Error(`object: ${name} expected`);
  return header.value;
}
