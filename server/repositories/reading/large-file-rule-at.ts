import type { Context } from "../../context.ts";
import type { Database } from "../../platform/database/index.ts";
import type { ObjectId } from "../../platform/git/index.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { readFileAt } from "../objects/read-file-at.ts";
import type { Repository } from "../repository.ts";
import { type FileSample, largeFileRule } from "../rules/large-files.ts";

const ATTRIBUTES_LIMIT_BYTES = 262_144;

/**
 * The rule for large files as it holds on top of a tree.
 * @param at.gitAttributes replaces the file of the tree.
 */
export async function largeFileRuleAt(
  ctx: Pick<Context, "config" | "store"> & { db: Database },
  repository: Pick<Repository, "id">,
  at: { tree: ObjectId; gitAttributes?: string | undefined },
): Promise<(file: FileSample) => boolean> {
  const stored = async () => {
    const reader = readObjectsOf(ctx, repository.id);
    const file = { tree: at.tree, path: ".gitattributes", limitBytes: ATTRIBUTES_LIMIT_BYTES };
    return (await readFileAt(ctx, reader, file))?.toString("utf8") ?? "";
  };
  const gitAttributes = at.gitAttributes ?? (await stored());
  return largeFileRule({ lfsBytes: ctx.config.limits.lfsBytes, gitAttributes });
}
