// What has no shape of its own, or turns the text around it, could make a name look like another.
const HIDDEN =
  /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A name with its invisible characters shown by their code: `photo⟨U+202E⟩gpj.exe`. */
export function showHidden(name: string): string {
  return name.replaceAll(HIDDEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}
