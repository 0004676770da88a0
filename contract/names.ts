/** The patterns of names as plain data, so that a form can check them without loading schemas. */

/** 1–96 letters, digits, `-`, `_`, `.`; starts and ends with a letter or digit; no `..` or `--`. */
export const NAME_PATTERN = /^(?!.*(?:\.\.|--))[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?$/;

/** Endings that git and notebooks give a meaning of their own. */
export const RESERVED_NAME_ENDING = /\.(git|ipynb)$/i;

/** 2–42 letters, digits, `-`, `_`; starts and ends with a letter or digit; no `--` or `__`. */
export const NAMESPACE_PATTERN = /^(?!.*(?:--|__))[A-Za-z0-9](?:[A-Za-z0-9_-]{0,40}[A-Za-z0-9])$/;

/** Counts Unicode code points, as every length in the product is counted. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
