import { ImportLog } from "./import-log.ts";

/**
 * What is odd about a pickle beside its imports.
 * - `computed-import`: what is imported is only known when it runs.
 * - `alters-import`: attributes of a module's own function or class are set.
 * - `calls-result`: what a call gave back is called.
 * - `extension-code`: a number stands for an import that another program has registered.
 * - `unknown-bytes`: bytes that are unpickled in turn could not be looked into.
 */
export type MachineProblem =
  | "computed-import"
  | "alters-import"
  | "calls-result"
  | "extension-code"
  | "unknown-bytes";

/** What a machine finds out; several pickles of one file share it. */
export class PickleFindings {
  readonly log = new ImportLog();
  readonly problems = new Set<MachineProblem>();
  /** Bytes that loading unpickles in turn. */
  readonly nested: { start: number; end: number }[] = [];
}
