import type { BuiltXorb } from "#server/platform/formats/xet/testing/build.ts";
import type { Content } from "./content.ts";
import type { Operation, Tree } from "./replay.ts";

/**
 * What the campaign knows to be true, and what may be: it is built from what was asked and answered
 * alone, never from what the server keeps.
 */
export type Account = { name: string; token: string };

/**
 * How an operation ended. `unknown` had no answer, or one that says nothing about what happened:
 * such an operation may have happened, whole, or not at all.
 */
export type Outcome =
  | { kind: "acknowledged" }
  | { kind: "refused"; code: string }
  | { kind: "unknown" };

/** One try to make a commit. Its title is unique, so that it is found again in the history. */
export type CommitAttempt = {
  title: string;
  branch: string;
  operations: readonly Operation[];
  expectedHead: string | undefined;
  startedAt: number;
  /** When its answer came; Infinity while there is none. */
  endedAt: number;
  outcome: Outcome;
  /** The receipt of an acknowledged one. */
  receipt: { commit: string; isNew: boolean } | undefined;
};

export type BranchRecord = {
  name: string;
  startingPoint: string;
  created: Outcome;
  /** Undefined as long as nobody has tried. */
  deleted: Outcome | undefined;
};

/** One try to make files of a commit unreadable for good. */
export type PurgeRecord = {
  commit: string;
  files: readonly { path: string; content: Content }[];
  outcome: Outcome;
};

export type RepositoryRecord = {
  owner: Account;
  /** All that it may have; the last one is the newest. */
  names: string[];
  created: Outcome;
  deleted: Outcome | undefined;
  branches: BranchRecord[];
  attempts: CommitAttempt[];
  purges: PurgeRecord[];
  /** Of the commits that were checked, by their id. */
  trees: Map<string, Tree>;
  /** The history of each branch as it was checked last, oldest first. */
  histories: Map<string, string[]>;
  /** Those that live from the first round to the last, and that everybody writes to. */
  isStanding: boolean;
};

export type UploadRecord = {
  id: string;
  repository: RepositoryRecord;
  path: string;
  content: Content;
  declaresHash: boolean;
  /** Parts that the server has said to have. */
  acknowledged: { start: number; end: number }[];
  /** Its end has been asked for; then it may be stored, or not. */
  completing: boolean;
  /** The server has said `stored`. */
  isStored: boolean;
  /** Given up, or used by a commit: nothing is expected of it any more. */
  isOver: boolean;
  /** An actor of this round works on it. */
  isTaken: boolean;
};

/** A xorb that the server has said to have: its owner may make files of it for a day. */
export type XorbRecord = { owner: Account; xorb: BuiltXorb };

export type Violation = { invariant: string; detail: string };

export class World {
  readonly accounts: Account[] = [];
  readonly repositories: RepositoryRecord[] = [];
  readonly uploads: UploadRecord[] = [];
  readonly xorbs: XorbRecord[] = [];
  /** Bytes that were sent at some time: others send the same ones. */
  readonly contents: Content[] = [];
  readonly counts = { acknowledged: 0, refused: 0, unknown: 0 };
  readonly violations: Violation[] = [];

  /** Takes note of how an operation ended. */
  count({ kind }: Outcome): void {
    this.counts[kind] += 1;
  }

  violate(invariant: string, detail: string): void {
    this.violations.push({ invariant, detail });
  }

  /** Those that are surely there. */
  get present(): RepositoryRecord[] {
    return this.repositories.filter(
      ({ created, deleted }) => created.kind === "acknowledged" && deleted === undefined,
    );
  }
}

/** The name under which a repository is asked for. */
export function nameOf({ names }: RepositoryRecord): string {
  return names.at(-1) ?? "";
}

/** Whether a purge has, or may have, made bytes unreadable in this repository. */
export function mayBePurged({ purges }: RepositoryRecord, { sha256 }: { sha256: string }): boolean {
  return purges.some(
    ({ files, outcome }) =>
      outcome.kind !== "refused" && files.some(({ content }) => content.sha256 === sha256),
  );
}
