import { bytesOf } from "../model/content.ts";
import type { Operation } from "../model/replay.ts";
import type { CommitAttempt, RepositoryRecord } from "../model/world.ts";
import { repositoryPath } from "./paths.ts";
import { attempt, type Scene } from "./scene.ts";

export type Commit = {
  repository: RepositoryRecord;
  branch?: string;
  title: string;
  operations: readonly Operation[];
  expectedHead?: string | undefined;
};

/** Tries to make a commit, and remembers that before it is sent. @throws {Unanswered} */
export async function commit(
  scene: Pick<Scene, "world" | "caller">,
  { repository, branch = "main", title, operations, expectedHead }: Commit,
): Promise<CommitAttempt> {
  const made: CommitAttempt = {
    title,
    branch,
    operations,
    expectedHead,
    startedAt: performance.now(),
    endedAt: Infinity,
    outcome: { kind: "unknown" },
    receipt: undefined,
  };
  repository.attempts.push(made);
  const body = {
    branch,
    title,
    ...(expectedHead === undefined ? {} : { expectedHead }),
    operations: operations.map(asRequested),
  };
  const path = repositoryPath(repository, "commits");
  const call = { method: "POST", path, as: repository.owner, body } as const;
  await attempt(scene, call, (outcome, answer) => {
    made.outcome = outcome;
    if (answer === undefined) return;
    made.endedAt = performance.now();
    if (outcome.kind !== "acknowledged") return;
    const { commit: id, isNew } = answer.json;
    made.receipt = { commit: String(id), isNew: isNew === true };
  });
  return made;
}

function asRequested(operation: Operation): object {
  if (operation.op !== "put") return operation;
  const { path, content, source } = operation;
  switch (source.by) {
    case "upload":
      return { op: "put", path, uploadId: source.id };
    case "hash":
      return { op: "put", path, sha256: content.sha256 };
    case "bytes": {
      const bytes = bytesOf(content);
      return content.kind === "binary" || content.kind === "pieces"
        ? { op: "put", path, base64: bytes.toString("base64") }
        : { op: "put", path, text: bytes.toString("latin1") };
    }
  }
}
