import { z } from "zod";
import { codePoints } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { type Change, commitChanges } from "../../repositories/index.ts";
import { revisionOf, webUrl } from "../address.ts";
import { fullNameOf, type RepositoryCall } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";
import { parseBody } from "../parse-body.ts";
import { readLines } from "./read-lines.ts";

/** A regular file is below the LFS limit of 10 MB; base64 and JSON make it a third longer. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;
/** All regular files of one commit together: they are held until the commit is whole. */
const MAX_INLINE_BYTES = 256 * 1024 * 1024;
const MAX_TITLE = 500;

const Line = z.discriminatedUnion("key", [
  z.object({
    key: z.literal("header"),
    value: z.object({
      summary: z.string(),
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
      oid: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits"),
      // Absent for copies.
      size: z.number().int().min(0).nullish(),
    }),
  }),
  z.object({ key: z.literal("deletedFile"), value: z.object({ path: z.string() }) }),
  z.object({ key: z.literal("deletedFolder"), value: z.object({ path: z.string() }) }),
]);
type Header = Extract<z.output<typeof Line>, { key: "header" }>["value"];

export function commitRoutes(hub: Hub): void {
  onEachType(hub, {
    method: "POST",
    path: "/commit/:rev",
    right: "write",
    bodyLimit: Number.MAX_SAFE_INTEGER,
    answer: answerCommit,
  });
}

/** `POST commit/{rev}`, NDJSON: a header line, then one line per change. */
async function answerCommit({ ctx, repository, request }: RepositoryCall) {
  const { header, operations } = await readCommit(request.raw);
  const { commit } = await commitChanges(ctx, repository, {
    branch: revisionOf(request).replace(/^refs\/heads\//, ""),
    title: header.summary,
    description: header.description ?? "",
    ...(header.parentCommit ? { expectedHead: header.parentCommit } : {}),
    operations,
  });
  const url = webUrl(ctx.baseUrl, repository.kind, fullNameOf(repository));
  return { success: true, commitOid: commit, commitUrl: `${url}/commit/${commit}`, hookOutput: "" };
}

async function readCommit(body: AsyncIterable<Uint8Array>) {
  let header: Header | undefined;
  let inlineBytes = 0;
  const operations: Change[] = [];
  for await (const bytes of readLines(body, MAX_LINE_BYTES)) {
    if (bytes.length === 0) continue;
    const line = parseBody(Line, parseJson(bytes));
    if (line.key === "header") {
      header = checkHeader(line.value);
      continue;
    }
    const operation = toChange(line);
    if (operation.op === "put" && "bytes" in operation.source) {
      inlineBytes += operation.source.bytes.length;
    }
    if (inlineBytes > MAX_INLINE_BYTES) {
      throw problem("body-too-large", {
        detail: `The regular files of one commit have more than ${MAX_INLINE_BYTES} bytes together`,
        hint: "Split the commit, or send large files by LFS",
      });
    }
    operations.push(operation);
  }
  if (header === undefined) {
    throw problem("validation-failed", { detail: "The first line must be the header" });
  }
  return { header, operations };
}

function toChange(line: Exclude<z.output<typeof Line>, { key: "header" }>): Change {
  switch (line.key) {
    case "file": {
      const { path, content, encoding } = line.value;
      const bytes = Buffer.from(content, encoding === "base64" ? "base64" : "utf8");
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

function checkHeader(header: Header): Header {
  const length = codePoints(header.summary);
  if (length < 1 || length > MAX_TITLE) {
    throw problem("validation-failed", {
      detail: `summary: must have 1 to ${MAX_TITLE} characters`,
    });
  }
  return header;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw problem("validation-failed", { detail: "A line of the body is not valid JSON" });
  }
}
