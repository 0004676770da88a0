const SLUG_CHARACTERS = 60;
const TAIL_DIGITS = 6;

/**
 * The name of an article in its address: what of its title an address can hold, and digits of the
 * draft that tell articles of one title apart. A title without Latin letters has the digits alone.
 */
export function articleName(title: string, draftId: string): string {
  const slug = title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_CHARACTERS)
    .replaceAll(/^-+|-+$/g, "");
  return `${slug === "" ? "article" : slug}-${draftId.slice(-TAIL_DIGITS)}`;
}
