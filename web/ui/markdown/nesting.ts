/** Quotes and lists within each other on one line, or elements of HTML; nobody writes as many. */
const MAX_LEVELS = 40;
const MAX_ELEMENTS = 200;
const LEVEL = "[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))";
const TOO_DEEP = new RegExp(`^(?:${LEVEL}){${MAX_LEVELS},}`, "mu");
/** Those that stay open until they are closed. */
const CONTAINER = /<(\/?)(?:table|div|span|details|blockquote|ul|ol|b|i|em|strong|sub|sup)\b/giu;

/**
 * Whether a text is nested so deeply that parsing it takes seconds, or ends in no stack: the time
 * grows with the square of the depth.
 */
export function isTooNested(source: string): boolean {
  return TOO_DEEP.test(source) || depthOfHtml(source) > MAX_ELEMENTS;
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
