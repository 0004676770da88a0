import type { Address } from "#contract/fields.ts";
import { isProblem } from "#contract/problems.ts";
import type {
  CommitOperation,
  CommitReceipt,
  TreeEntry,
} from "#contract/repositories/repository.ts";
import { type GalleryClient, isTransient, listTree } from "#sdk/index.ts";
import type { z } from "zod";
import type { LocalFile } from "./collect-files.ts";

export type Target = {
  client: GalleryClient;
  address: Address;
  branch: string;
  signal: AbortSignal;
};

const ATTEMPTS = 4;

/** Which of the local files the branch has already, under the same path. */
export async function findPresent(
  { client, address, branch, signal }: Target,
  files: readonly LocalFile[],
): Promise<Map<string, TreeEntry>> {
  const wanted = new Set(files.map(({ path }) => path));
  const present = new Map<string, TreeEntry>();
  try {
    const entries = listTree({ client, address, revision: branch, isRecursive: true, signal });
    for await (const entry of entries) {
      if (wanted.has(entry.path)) present.set(entry.path, entry);
    }
  } catch (error) {
    // A branch that the commit will make, or a repository without any commit.
    if (!isProblem(error, "revision-not-found")) throw error;
  }
  return present;
}

/**
 * Commits what was sent. A cut answer is asked for again: the same operations twice make one commit.
 */
export async function commitFiles(
  { client, address, branch, signal }: Target,
  commit: { title: string; operations: CommitOperation[] },
): Promise<z.infer<typeof CommitReceipt>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const body = { branch, ...commit };
      return await client.call("repositories.create-commit", { params: address, body }, { signal });
    } catch (error) {
      const isWorthwhile = isTransient(error) || isProblem(error, "conflict");
      if (!isWorthwhile || attempt === ATTEMPTS || signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000 * attempt));
    }
  }
}
