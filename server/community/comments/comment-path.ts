import { assetPath } from "#contract/page-paths.ts";
import type { Repository } from "../../repositories/index.ts";

/** The page on which a comment is read. */
export function commentPath(
  { kind, ownerName: owner, name }: Pick<Repository, "kind" | "ownerName" | "name">,
  publicId: string,
): string {
  return assetPath({ kind, owner, name }, `/comments#comment-${publicId}`);
}
