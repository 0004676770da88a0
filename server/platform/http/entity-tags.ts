const ENTITY_TAG = /(W\/)?"([^"]*)"/g;

/** Whether If-None-Match names this tag, compared weakly (RFC 9110 §13.1.2). */
export function isUnchanged(ifNoneMatch: string | undefined, entityTag: string | undefined) {
  if (ifNoneMatch === undefined || entityTag === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return [...ifNoneMatch.matchAll(ENTITY_TAG)].some(([, , tag]) => tag === entityTag);
}

/**
 * Whether a Range may be answered in part: without If-Range, or when that names this very tag
 * (RFC 9110 §13.1.5). A date never matches, since we send none.
 */
export function rangeStillApplies(ifRange: string | undefined, entityTag: string | undefined) {
  return ifRange === undefined || (entityTag !== undefined && ifRange.trim() === `"${entityTag}"`);
}
