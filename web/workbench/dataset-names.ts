/** `V001`: how a version of a dataset is called. */
export function versionLabel(number: number): string {
  return `V${String(number).padStart(3, "0")}`;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** DIS-9: the name that is proposed, `data-xxxx`. */
export function proposeName(): string {
  const random = crypto.getRandomValues(new Uint8Array(4));
  return `data-${[...random].map((byte) => LETTERS[byte % LETTERS.length]).join("")}`;
}
