const UNPRINTABLE = /[\p{Cc}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Text of a server for a terminal: without control characters, which could move the cursor or send
 * keys, and without marks that turn the direction of what stands beside them.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, "�");
}
