/** What people do with a hub, in the order of the table: id and title. */
export const OPERATIONS = {
  whoami: "who am I",
  create: "create a repository",
  "create-again": "create one that exists",
  list: "list models of an author",
  info: "what a repository is",
  settings: "make it private and public",
  gate: "gate it, ask, accept",
  move: "move it; the old name leads on",
  duplicate: "duplicate it",
  "delete-repository": "delete it",
  "upload-file": "upload a file",
  "upload-folder": "upload a folder",
  "upload-large": "upload a large file",
  "upload-again": "upload the same again: no commit",
  "list-files": "list files",
  "download-file": "download a file",
  "download-large": "download a large file",
  "download-range": "read a part of a file",
  "download-cut": "go on after a cut connection",
  snapshot: "download everything",
  "delete-file": "delete a file",
  copy: "copy a file",
  "copy-across": "copy a large file from another repository",
  branch: "branches",
  tag: "tags",
  commits: "history",
  "stale-parent": "a commit on an old parent is refused",
  squash: "squash the history",
  "lfs-files": "list large files of all revisions",
  "lfs-delete": "delete large files for good",
  like: "likes",
  discussion: "open and close a discussion",
  "pull-request": "open and merge a pull request",
  "from-pretrained": "`from_pretrained`",
  "push-to-hub": "`push_to_hub`",
  "load-dataset": "`load_dataset`, at once and streamed",
} as const;
export type OperationId = keyof typeof OPERATIONS;

export type Outcome = {
  operation: string;
  /** Null: it worked. */
  error: string | null;
};

/** One column: what one client did; operations that it has no call for are absent. */
export type Column = {
  id: string;
  /** With its version, as the table shows it. */
  title: string;
  outcomes: readonly Outcome[];
};
