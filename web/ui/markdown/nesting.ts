/** Quotes and lists within each other on one line, or elements of HTML; nobody writes as many. */
const MAX_LEVELS = 40;
const MAX_ELEMENTS = 200;
const LEVEL = "[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))";
const TOO_DEEP = new RegExp(`^(?:${LEVEL}){${MAX_LEVELS},}`, "mu");
/** A list item so far to the right is below some hundred others. */
const FAR_ITEM = /^[ \t]{200,}(?:[-+*]|\d{1,9}[.)])[ \t]/mu;
/** Links within links that are never closed: each is tried to its end. */
const MAX_OPEN_LINKS = 500;
/** Those that stay open until they are closed. */
const CONTAINER = /<(\/?)(?:table|div|span|details|blockquote|ul|ol|b|i|em|strong|sub|sup)\b/giu;

/**
 * Whether a text is nested so deeply that parsing it takes seconds, or ends in no stack: the time
 * grows with the square of the depth.
 */
export function isTooNested(source: string): boolean {
  return (
    TOO_DEEP.test(source) ||
    FAR_ITEM.test(source) ||
    openLinks(source) > MAX_OPEN_LINKS ||
    depthOfHtml(source) > MAX_ELEMENTS
  );
}

function openLinks(source: string): number {
  const count = (text: string) => source.split(text).length - 1;
  return count("](") - count(")");
}

function depthOfHtml(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, slash] of source.matchAll(CONTAINER)) {
    depth = Math.max(0, depth + (slash === "" ? 1 : -1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
