/** Names come from strangers: what cannot be seen, or turns the text around, is written out. */
export function visibleName(name: string): string {
  return name.replaceAll(
    /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
