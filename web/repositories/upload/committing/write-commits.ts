import type { Address } from "#contract/fields.ts";
import { isProblem, problem } from "#contract/problems.ts";
import type { CommitReceipt } from "#contract/repositories/repository.ts";
import { isTransient } from "#sdk/index.ts";
import { callGallery } from "../../../app/gallery.ts";
import type { PlannedCommit } from "./plan-commits.ts";

export type CommitWords = { title: string; description: string };

export type WriteOptions = {
  address: Address;
  branch: string;
  words: CommitWords;
  /** The head that the writer saw; undefined before the first commit, or to build on any. */
  expectedHead: string | undefined;
  /** Told after each commit, also when a later one fails. */
  onWritten: (commit: PlannedCommit, receipt: CommitReceipt) => void;
  signal: AbortSignal;
};

const ATTEMPTS = 6;
/** When the branch is looked at for a commit whose answer was lost, before it is asked for again. */
const LOOKS_AFTER_MS = [500, 1500, 4000, 8000];

/**
 * Writes the commits behind each other, each whole or not at all. When the line breaks before the
 * answer, the branch tells whether the commit was written: none is written twice.
 * @throws {Problem} `parent-stale` when somebody else has committed meanwhile, and what a commit
 * can throw.
 */
export async function writeCommits(
  commits: readonly PlannedCommit[],
  options: WriteOptions,
): Promise<void> {
  let head = options.expectedHead;
  for (const [index, commit] of commits.entries()) {
    const words = numbered(options.words, { index, count: commits.length });
    const receipt = await writeOne(commit, { ...options, words, expectedHead: head });
    head = receipt.commit;
    options.onWritten(commit, receipt);
  }
}

function numbered(
  { title, description }: CommitWords,
  { index, count }: { index: number; count: number },
): CommitWords {
  return { description, title: count === 1 ? title : `${title} (${index + 1}/${count})` };
}

async function writeOne(commit: PlannedCommit, options: WriteOptions): Promise<CommitReceipt> {
  const { address, branch, words, expectedHead, signal } = options;
  const parent = expectedHead === undefined ? {} : { expectedHead };
  const body = { ...words, branch, ...parent, operations: commit.operations };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await callGallery("repositories.create-commit", { params: address, body }, { signal });
    } catch (error) {
      // A branch that has moved while an earlier attempt was unanswered may have moved by it.
      const isOpen = isTransient(error) || (attempt > 1 && isProblem(error, "parent-stale"));
      if (!isOpen || attempt >= ATTEMPTS) throw error;
    }
    const written = await lookForWritten(options);
    if (written !== undefined) return written;
  }
}

/** A large commit may still be at work when its connection is lost: it is waited for a while. */
async function lookForWritten(options: WriteOptions): Promise<CommitReceipt | undefined> {
  for (const delayMs of LOOKS_AFTER_MS) {
    await pause(delayMs, options.signal);
    const written = await findWritten(options);
    if (written !== undefined) return written;
  }
  return undefined;
}

/** The commit whose answer was lost, if it is on the branch; undefined when it is not. */
async function findWritten(options: WriteOptions): Promise<CommitReceipt | undefined> {
  const { address, branch, words, expectedHead, signal } = options;
  try {
    const refs = await callGallery("repositories.list-refs", { params: address }, { signal });
    const head = refs.branches.find(({ name }) => name === branch)?.commit;
    if (head === undefined || head === expectedHead) return undefined;
    const params = { ...address, revision: head };
    const found = await callGallery("repositories.get-commit", { params }, { signal });
    const isOurs = found.title === words.title && found.parents[0] === expectedHead;
    if (isOurs) return { commit: head, isNew: true };
    if (expectedHead !== undefined) throw problem("parent-stale", { extra: { head } });
    return undefined;
  } catch (error) {
    if (isTransient(error)) return undefined;
    throw error;
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  signal.throwIfAborted();
}

/** The path of a file whose bytes the server does not have any more. */
export function lostPath(error: unknown): string | undefined {
  if (!isProblem(error, "content-unknown")) return undefined;
  const { path } = error.extra;
  return typeof path === "string" ? path : undefined;
}
