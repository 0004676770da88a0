import { ARTICLE_FOLDERS, ARTICLE_LIMITS } from "#contract/community/article-rules.ts";
import { isProblem } from "#contract/problems.ts";
import type { Finding } from "#contract/publishing/finding.ts";
import { findEntry, listEntries, openFile, type Repository } from "../../../repositories/index.ts";
import type { CheckContext } from "../check-context.ts";
import { checkArticleFile } from "./check-article-file.ts";

/** So many of them are looked into: more of them are a finding of their own. */
const LOOKED_INTO = 20;

/**
 * COM-3: the attachments of an article, whichever way they came: a push asks no page. What is not
 * what its name says stops the publication.
 */
export async function findAttachmentProblems(
  ctx: CheckContext,
  repository: Repository,
  commit: string,
): Promise<Finding[]> {
  const folder = ARTICLE_FOLDERS.attachment;
  const found = await findEntry(ctx, repository, { commit, path: folder });
  if (found?.type !== "folder") return [];
  const { items } = await listEntries(ctx, repository, {
    commit,
    path: folder,
    recursive: false,
    limit: LOOKED_INTO,
  });
  const files = items.filter(({ type }) => type === "file");
  const problems: Finding[] = [];
  if (files.length > ARTICLE_LIMITS.attachments) {
    const message = `An article has at most ${ARTICLE_LIMITS.attachments} attachments`;
    problems.push(blocking(message, folder));
  }
  for (const { path, name } of files) {
    const reason = await findFault(ctx, repository, { commit, path, name });
    if (reason !== null) problems.push(blocking(reason, path));
  }
  return problems;
}

function blocking(message: string, path: string): Finding {
  return { check: "attachment", isBlocking: true, message, path };
}

async function findFault(
  ctx: CheckContext,
  repository: Repository,
  { name, ...at }: { commit: string; path: string; name: string },
): Promise<string | null> {
  try {
    await checkArticleFile(name, await openFile(ctx, repository, at));
    return null;
  } catch (error) {
    if (!isProblem(error)) throw error;
    return error.detail;
  }
}
