import type { RequestContext } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { isClosed, type Viewed } from "../withholding/withheld.ts";
import { type Content, findHeld, findUsable } from "../store/contents.ts";

/**
 * Knowing a hash is not owning the file: a content may be named only by who can read it in some
 * repository, or by the namespace to which it was uploaded in the last 24 hours. For everyone else
 * it does not exist, so that nobody learns from a hash what others store.
 * @returns the contents that may be named, by their hash.
 */
export async function findUsableContents(
  ctx: Pick<RequestContext, "db" | "viewer" | "now">,
  repository: Pick<Repository, "namespaceId">,
  sha256s: readonly string[],
): Promise<Map<string, Content>> {
  const who = { viewer: ctx.viewer, namespaceId: repository.namespaceId, now: ctx.now() };
  const contents = await findUsable(ctx.db, who, [...new Set(sha256s)]);
  return new Map(contents.map((content) => [content.sha256, content]));
}

export async function mayUseContent(
  ctx: Pick<RequestContext, "db" | "viewer" | "now">,
  repository: Pick<Repository, "namespaceId">,
  sha256: string,
): Promise<boolean> {
  return (await findUsableContents(ctx, repository, [sha256])).has(sha256);
}

/** The contents that a repository references in any revision, by their hash; without closed ones. */
export async function findHeldContents(
  { db }: Pick<RequestContext, "db">,
  repository: Viewed,
  sha256s: readonly string[],
): Promise<Map<string, Content>> {
  const open = [...new Set(sha256s)].filter((sha256) => !isClosed(repository, { sha256 }));
  const contents = await findHeld(db, repository.id, open);
  return new Map(contents.map((content) => [content.sha256, content]));
}
