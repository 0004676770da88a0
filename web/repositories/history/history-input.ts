import type { Address } from "#contract/fields.ts";

/** What is asked of the history of everything, or of one path. */
export function historyInput(params: Address & { revision: string }, path: string) {
  return path === "" ? { params } : { params, query: { path } };
}
