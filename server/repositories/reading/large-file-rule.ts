import type { Context } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { compileLargeFileRule, type FileSample } from "../rules/large-files.ts";
import { readSmallFile } from "./open-file.ts";

const ATTRIBUTES_LIMIT_BYTES = 262_144;

/**
 * The rule for large files as it holds for the next commit: what preupload tells clients, and what
 * a commit decides by.
 * @param at.commit the head; null before the first commit.
 * @param at.gitAttributes replaces the file that the head has.
 */
export async function largeFileRule(
  ctx: Pick<Context, "config" | "db" | "store">,
  repository: Pick<Repository, "id">,
  at: { commit: string | null; gitAttributes?: string | undefined },
): Promise<(file: FileSample) => boolean> {
  const gitAttributes = at.gitAttributes ?? (await storedAttributes(ctx, repository, at.commit));
  return compileLargeFileRule({ lfsBytes: ctx.config.limits.lfsBytes, gitAttributes });
}

async function storedAttributes(
  ctx: Pick<Context, "db" | "store">,
  repository: Pick<Repository, "id">,
  commit: string | null,
): Promise<string> {
  if (commit === null) return "";
  const file = { commit, path: ".gitattributes", limitBytes: ATTRIBUTES_LIMIT_BYTES };
  return (await readSmallFile(ctx, repository, file))?.toString("utf8") ?? "";
}
