import type { Notebook } from "#contract/repositories/notebook.ts";
import { problem } from "#contract/problems.ts";
import type { Context } from "../../../../context.ts";
import { JsonError } from "../../../../platform/formats/json/json-scanner.ts";
import { readPrunedJson } from "../../../../platform/formats/json/prune-json.ts";
import { openFile } from "../../../reading/open-file.ts";
import { resolveRevision } from "../../../reading/resolve-revision.ts";
import type { Repository } from "../../../repository.ts";
import { notebookOf } from "./notebook-of.ts";
import { notebookPruning } from "./pruning.ts";

/** A notebook is read from its beginning to its end: this bounds the work of one request. */
const SIZE_LIMIT_BYTES = 512 * 1024 * 1024;

/**
 * The cells of a notebook, read as a stream: memory depends on what is shown, never on the file.
 * @param place.signal ends the reading when nobody waits for it any more.
 * @throws {Problem} `revision-not-found`, `entry-not-found`; `preview-unreadable` with the reason.
 */
export async function getNotebook(
  ctx: Pick<Context, "config" | "db" | "store">,
  repository: Repository,
  { revision, path, signal }: { revision: string; path: string; signal?: AbortSignal },
): Promise<Notebook> {
  const commit = await resolveRevision(ctx, repository, revision);
  const file = await openFile(ctx, repository, { commit, path });
  if (file.sizeBytes > SIZE_LIMIT_BYTES) {
    throw unreadable("too-large", { sizeBytes: file.sizeBytes, limitBytes: SIZE_LIMIT_BYTES });
  }
  const pruning = notebookPruning(ctx.config.limits.previewBytes);
  const range = { start: 0, end: file.sizeBytes };
  const chunks = file.read(range, {
    reuseBuffers: true,
    ...(signal === undefined ? {} : { signal }),
  });
  const document = await readPrunedJson(chunks, pruning).catch((error: unknown) => {
    if (signal?.aborted) throw problem("request-timeout", { cause: error });
    if (error instanceof JsonError) throw unreadable(error.fault, { position: error.position });
    throw error;
  });
  const notebook = notebookOf(document);
  if (notebook === undefined) throw unreadable("no-cells", {});
  return { ...notebook, commit };
}

const DETAILS = {
  unexpected: "This file is no JSON document",
  unfinished: "This file ends in the middle",
  "too-deep": "This file is nested too deeply",
  "too-large": "This notebook is too large to be read",
  "no-cells": "This JSON document has no cells of a notebook",
} as const;

function unreadable(reason: keyof typeof DETAILS, extra: Record<string, number>) {
  return problem("preview-unreadable", { detail: DETAILS[reason], extra: { reason, ...extra } });
}
