import { z } from "zod";
import { problem } from "#contract/problems.ts";
import { hashText, parseHashText, type XetHash } from "../../platform/formats/xet/index.ts";
import { planDownload, type Repository } from "../../repositories/index.ts";
import type { XetContext } from "../xet-access.ts";
import { presentReconstruction } from "./reconstruction.ts";

/** Files of one answer, and terms of all of them together. */
const MOST_FILES = 1000;
const MOST_TERMS = 100_000;

const Keys = z.array(z.object({ prefix: z.literal("default"), hash: z.string() }));

/** @throws {Problem} `validation-failed` when it is no list of keys. */
export function readKeys(body: unknown): string[] {
  const keys = Keys.safeParse(body);
  if (keys.success) return keys.data.map(({ hash }) => hash);
  throw problem("validation-failed", {
    detail: 'body: must be a list of {"prefix":"default","hash"}',
  });
}

/**
 * How several files are put together, in one answer. Source: xet specification, api.md, Batch File
 * Reconstruction; the reference client asks the same by `file_id` in the query.
 * @throws {Problem} `validation-failed`, `not-found` when one of them is not here.
 */
export async function reconstructAll(
  ctx: XetContext,
  repository: Repository,
  fileIds: readonly string[],
) {
  const unique = [...new Set(fileIds)];
  if (unique.length > MOST_FILES) {
    throw problem("validation-failed", { detail: `body: names more than ${MOST_FILES} files` });
  }
  const files: Record<string, unknown[]> = {};
  const fetches: Record<string, unknown[]> = {};
  let terms = 0;
  for (const hash of unique.map(requireHash)) {
    const plan = await planDownload(ctx, repository, { hash, range: undefined });
    terms += plan.terms.length;
    if (terms > MOST_TERMS) {
      throw problem("validation-failed", { detail: "body: these files have too many terms" });
    }
    const answer = presentReconstruction(ctx, plan);
    files[hashText(hash)] = answer.terms;
    for (const [xorb, info] of Object.entries(answer.fetch_info)) {
      (fetches[xorb] ??= []).push(...info);
    }
  }
  return { files, fetch_info: fetches };
}

function requireHash(text: string): XetHash {
  const hash = parseHashText(text);
  if (hash !== undefined) return hash;
  throw problem("validation-failed", { detail: "hash: must be 64 lower-case hex digits" });
}
