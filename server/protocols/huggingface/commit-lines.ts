import { z } from "zod";
import { codePoints, Sha256 } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { Limits } from "../../config.ts";
import type { Change } from "../../repositories/index.ts";
import { parseBody } from "../parse-body.ts";
import { readLines } from "./read-lines.ts";

/** What a line has besides the bytes of its file: keys, quotes, a path. */
const LINE_OVERHEAD_BYTES = 64 * 1024;
/** All lines of one commit together: its regular files are held until it is whole. */
const COMMIT_BYTES = 256 * 1024 * 1024;
const MAX_TITLE = 500;

const Line = z.discriminatedUnion("key", [
  z.object({
    key: z.literal("header"),
    value: z.object({
      summary: z.string().refine((text) => {
        const length = codePoints(text);
        return length >= 1 && length <= MAX_TITLE;
      }, `must have 1 to ${MAX_TITLE} characters`),
      description: z.string().nullish(),
      parentCommit: z.string().nullish(),
    }),
  }),
  z.object({
    key: z.literal("file"),
    value: z.object({
      path: z.string(),
      content: z.string(),
      encoding: z.enum(["base64", "utf-8"]).nullish(),
    }),
  }),
  z.object({
    key: z.literal("lfsFile"),
    value: z.object({
      path: z.string(),
      algo: z.literal("sha256").nullish(),
      oid: Sha256,
      // Absent for copies.
      size: z.number().int().min(0).nullish(),
    }),
  }),
  z.object({ key: z.literal("deletedFile"), value: z.object({ path: z.string() }) }),
  z.object({ key: z.literal("deletedFolder"), value: z.object({ path: z.string() }) }),
]);
type Line = z.output<typeof Line>;
type Header = Extract<Line, { key: "header" }>["value"];

export type CommitLines = { header: Header; operations: Change[] };

/**
 * Reads the NDJSON of a commit: the header, then one line per change.
 * @throws {Problem} `validation-failed` naming the line; `body-too-large`.
 */
export async function readCommitLines(
  body: AsyncIterable<Uint8Array>,
  { lfsBytes }: Pick<Limits, "lfsBytes">,
): Promise<CommitLines> {
  const operations: Change[] = [];
  let header: Header | undefined;
  let totalBytes = 0;
  let lineNumber = 0;
  for await (const bytes of readLines(body, base64Length(lfsBytes) + LINE_OVERHEAD_BYTES)) {
    lineNumber += 1;
    if (bytes.length === 0) continue;
    totalBytes += bytes.length;
    if (totalBytes > COMMIT_BYTES) throw commitTooLarge();
    const line = parseLine(bytes, lineNumber);
    if ((line.key === "header") !== (header === undefined)) {
      throw lineProblem(lineNumber, "the header stands once, on the first line");
    }
    if (line.key === "header") header = line.value;
    else operations.push(toChange(line, lineNumber));
  }
  if (header === undefined) throw lineProblem(1, "the header is missing");
  return { header, operations };
}

function parseLine(bytes: Buffer, lineNumber: number): Line {
  const prefix = `line ${lineNumber}: `;
  try {
    return parseBody(Line, JSON.parse(bytes.toString("utf8")), prefix);
  } catch (error) {
    throw error instanceof SyntaxError ? lineProblem(lineNumber, "is not valid JSON") : error;
  }
}

function toChange(line: Exclude<Line, { key: "header" }>, lineNumber: number): Change {
  switch (line.key) {
    case "file": {
      const { path, content, encoding } = line.value;
      const isBase64 = encoding === "base64";
      const bytes = Buffer.from(content, isBase64 ? "base64" : "utf8");
      if (isBase64 && bytes.length !== decodedLength(content)) {
        throw lineProblem(lineNumber, "value.content: is not valid base64");
      }
      return { op: "put", path, source: { bytes } };
    }
    case "lfsFile": {
      const { path, oid, size } = line.value;
      const sizeBytes = size ?? undefined;
      const source = { sha256: oid, ...(sizeBytes === undefined ? {} : { sizeBytes }) };
      return { op: "put", path, source };
    }
    case "deletedFile":
      return { op: "delete", path: line.value.path };
    case "deletedFolder":
      return { op: "delete-folder", path: line.value.path.replace(/\/+$/, "") };
  }
}

function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

/** How many bytes base64 stands for when all of its characters are of its alphabet. */
function decodedLength(base64: string): number {
  return Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
}

function lineProblem(lineNumber: number, what: string) {
  return problem("validation-failed", { detail: `line ${lineNumber}: ${what}` });
}

function commitTooLarge() {
  return problem("body-too-large", {
    detail: `The regular files of one commit have more than ${COMMIT_BYTES} bytes together`,
    hint: "Split the commit, or send large files by LFS",
  });
}
