/** Quotes and lists within each other on one line; nobody writes as many. */
const MAX_LEVELS = 40;
const LEVEL = "[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))";
const TOO_DEEP = new RegExp(`^(?:${LEVEL}){${MAX_LEVELS},}`, "mu");

/**
 * Whether quotes and lists of a text are nested so deeply that parsing them takes seconds, or ends in
 * no stack: the time grows with the square of the depth.
 */
export function isTooNested(source: string): boolean {
  return TOO_DEEP.test(source);
}
