import { UNSPACED } from "./tokenize.ts";

/**
 * How many letters of a word may be wrong, as search engines of the field have it: one of four and
 * more, two of eight and more; of a run without spaces one character.
 */
export function maxEdits(word: string): number {
  return [...word].length >= 8 && !UNSPACED.test(word) ? 2 : 1;
}

/**
 * How many letters must be put in, left out, changed or swapped with their neighbour to make one word
 * of another: the optimal string alignment distance (the restricted form of F. J. Damerau, "A
 * technique for computer detection and correction of spelling errors", CACM 7, 1964).
 *
 * @returns `limit` + 1 for everything above the limit
 */
export function editDistance(one: string, other: string, limit: number): number {
  if (countLettersApart(one, other) > 2 * limit) return limit + 1;
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of a.entries()) {
    const current = [row + 1];
    for (const [column, otherLetter] of b.entries()) {
      const swapped =
        row > 0 && column > 0 && letter === b[column - 1] && a[row - 1] === otherLetter
          ? at(before, column - 1) + 1
          : Infinity;
      const changed = at(above, column) + (letter === otherLetter ? 0 : 1);
      current.push(Math.min(at(above, column + 1) + 1, at(current, column) + 1, changed, swapped));
    }
    if (Math.min(...current) > limit) return limit + 1;
    [before, above] = [above, current];
  }
  return Math.min(at(above, b.length), limit + 1);
}

/**
 * At least so many letters only one of the two words has: one wrong letter makes two of them at most.
 * Letters stand in 32 classes, so some differences are overlooked; thousands of words are told apart
 * in the time that a few distances take.
 */
function countLettersApart(one: string, other: string): number {
  let apart = letterClasses(one) ^ letterClasses(other);
  let count = 0;
  for (; apart !== 0; apart &= apart - 1) count += 1;
  return count;
}

function letterClasses(word: string): number {
  let classes = 0;
  for (let index = 0; index < word.length; index += 1)
    classes |= 1 << (word.charCodeAt(index) & 31);
  return classes;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}

/** A word with each two neighbours swapped. */
export function swappedNeighbours(word: string): string[] {
  const letters = [...word];
  return letters
    .slice(1)
    .map((letter, index) =>
      [...letters.slice(0, index), letter, letters[index], ...letters.slice(index + 2)].join(""),
    );
}
