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
