import type { z } from "zod";
import type { CommitOperation, NewCommit } from "#contract/repositories/repository.ts";
import { problem } from "#contract/problems.ts";
import type { Change, ChangeSet, ChangeSource } from "./change.ts";

/** Bytes inside a JSON body; more come as an upload. */
const INLINE_LIMIT_BYTES = 10_000_000;

/** @throws {Problem} `validation-failed`, naming the operation. */
export function changesOfRequest(body: z.output<typeof NewCommit>): ChangeSet {
  const { branch, title, description, expectedHead } = body;
  return {
    branch,
    title,
    description,
    operations: body.operations.map(changeOf),
    ...(expectedHead === undefined ? {} : { expectedHead }),
  };
}

function changeOf(operation: CommitOperation, position: number): Change {
  if (operation.op !== "put") return operation;
  return { op: "put", path: operation.path, source: sourceOf(operation, position) };
}

type Put = Extract<CommitOperation, { op: "put" }>;

function sourceOf(put: Put, position: number): ChangeSource {
  const { uploadId, sha256, text, base64, range } = put;
  const given = [uploadId, sha256, text, base64].filter((source) => source !== undefined);
  if (given.length !== 1) {
    throw wrong(position, "needs exactly one of uploadId, sha256, text and base64");
  }
  if (range !== undefined) {
    if (uploadId === undefined) throw wrong(position, "has a range but no uploadId");
    if (range.end - range.start > INLINE_LIMIT_BYTES) {
      throw wrong(
        position,
        `takes more than ${INLINE_LIMIT_BYTES} bytes of an upload: send them alone`,
      );
    }
    return { uploadId, range };
  }
  if (uploadId !== undefined) return { uploadId };
  if (sha256 !== undefined) return { sha256 };
  const bytes =
    text === undefined ? Buffer.from(base64 ?? "", "base64") : Buffer.from(text.toWellFormed());
  if (bytes.byteLength > INLINE_LIMIT_BYTES) {
    throw wrong(position, `has more than ${INLINE_LIMIT_BYTES} bytes: upload it`);
  }
  return { bytes };
}

function wrong(position: number, message: string) {
  const pointer = `/body/operations/${position}`;
  return problem("validation-failed", {
    detail: `${pointer.slice(1)}: ${message}`,
    issues: [{ pointer, message }],
  });
}
