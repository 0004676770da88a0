/** Of each word that a notice names; longer ones are cut. */
const MAX_PARAM = 2000;
/** Of a subject: what mail programs show of it. */
const MAX_LINE = 150;

/** Control characters, line separators, and marks that turn the direction of what follows. */
const UNPRINTED = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu;

/** What a notice keeps of the words it is given: well-formed text of bounded length. */
export function plainParams(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, cut(plainText(value), MAX_PARAM)]),
  );
}

/** One line of bounded length, whatever is in it: what a mail's header may hold. */
export function plainLine(text: string): string {
  const line = text.toWellFormed().replaceAll(UNPRINTED, " ").replaceAll(/\s+/gu, " ");
  return cut(line.trim(), MAX_LINE);
}

function plainText(text: string): string {
  const lines = text.toWellFormed().split(/\r\n|[\n\r\p{Zl}\p{Zp}]/u);
  return lines.map((line) => line.replaceAll(UNPRINTED, " ").trimEnd()).join("\n");
}

function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}
