/** More entries of a header's metadata are left out. */
export const METADATA_LIMIT = 1000;
/** Characters of one value. */
const VALUE_LENGTH = 4096;

/** A value as far as it is shown. Texts with halves of characters are made whole. */
export function cutText(text: string): { value: string; isCut: boolean } {
  const isCut = text.length > VALUE_LENGTH;
  return { value: (isCut ? text.slice(0, VALUE_LENGTH) : text).toWellFormed(), isCut };
}
