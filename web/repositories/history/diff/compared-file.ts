/** One file at two revisions. */
export type ComparedFile = {
  /** The newer state, a commit id. */
  revision: string;
  path: string;
  /** The older state, a commit id. */
  base: string;
  /** Where the file was in it; "" when there was none. */
  basePath: string;
};
