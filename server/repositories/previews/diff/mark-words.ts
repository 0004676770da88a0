import { diffWordsWithSpace } from "diff";

type Marks = [start: number, end: number][];

/** Longer lines are not looked into. */
const LINE_LENGTH = 1000;
const EDIT_LIMIT = 200;
/** Of two lines that have less in common everything is new: marks would only distract. */
const COMMON_SHARE = 0.3;

/** Which parts of two lines differ; none where the lines have little to do with each other. */
export function markWords(before: string, after: string): { before: Marks; after: Marks } {
  const none = { before: [], after: [] };
  if (before.length > LINE_LENGTH || after.length > LINE_LENGTH) return none;
  const runs = diffWordsWithSpace(before, after, { maxEditLength: EDIT_LIMIT });
  const marks: { before: Marks; after: Marks } = { before: [], after: [] };
  let old = 0;
  let fresh = 0;
  let common = 0;
  for (const { added, removed, value } of runs ?? []) {
    if (removed) marks.before.push([old, old + value.length]);
    if (added) marks.after.push([fresh, fresh + value.length]);
    if (!added && !removed) common += value.trim().length;
    if (!added) old += value.length;
    if (!removed) fresh += value.length;
  }
  const longest = Math.max(before.trim().length, after.trim().length);
  return common < longest * COMMON_SHARE ? none : marks;
}
