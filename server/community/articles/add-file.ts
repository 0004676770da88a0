import type { ArticleDraft } from "#contract/community/article.ts";
import {
  ARTICLE_FOLDERS,
  ARTICLE_LIMITS,
  type ArticleFileRole,
  endingOf,
  roleOf,
} from "#contract/community/article-rules.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { checkArticleFile, refuseType } from "../../publishing/index.ts";
import {
  commitChanges,
  lockRepository,
  openFile,
  type Repository,
  requireRepository,
} from "../../repositories/index.ts";
import { listArticleFiles } from "./list-article-files.ts";
import { presentDraft } from "./present-draft.ts";
import { requireDraft } from "./require-draft.ts";
import type { DraftRow } from "./store/drafts.ts";

/**
 * COM-3: a finished upload becomes a file of the article, as a commit of its own. Its content is read
 * in the transaction of that commit: what is not what its name says was never there.
 * @throws {Problem} `attachment-refused`, `attachments-full`, `file-too-large`, `content-unknown`;
 *   `not-found` for a draft without a repository.
 */
export async function addFile(
  ctx: RequestContext,
  publicId: string,
  { uploadId, name }: { uploadId: string; name: string },
): Promise<{ path: string; draft: ArticleDraft }> {
  const given = fileName(name);
  const role = roleOf(given);
  if (role === undefined) throw refuseType(given);
  const path = await withTransaction(ctx.db, async (trx) => {
    const inside = { ...ctx, db: trx };
    const draft = await requireDraft(inside, publicId);
    const repository = await holdRepository(inside, trx, draft);
    const taken = await takenPaths(inside, draft, role);
    const chosen = freePath(`${ARTICLE_FOLDERS[role]}/${given}`, taken);
    await commitChanges(inside, repository, {
      branch: repository.defaultBranch,
      title: `Add ${chosen}`,
      operations: [{ op: "put", path: chosen, source: { uploadId } }],
      trx,
      andThen: async (_, { commit }) =>
        checkArticleFile(given, await openFile(inside, repository, { commit, path: chosen })),
    });
    return chosen;
  });
  return { path, draft: await presentDraft(ctx, await requireDraft(ctx, publicId)) };
}

async function holdRepository(
  inside: RequestContext,
  trx: DatabaseTransaction,
  { article }: DraftRow,
): Promise<Repository> {
  if (article === null) {
    throw problem("not-found", { detail: "This draft has no repository to upload to yet" });
  }
  const { owner, name } = article;
  const repository = await requireRepository(inside, { kind: "article", owner, name }, "write");
  await lockRepository(trx, repository.id);
  return repository;
}

/** @throws {Problem} `attachments-full`. */
async function takenPaths(
  inside: RequestContext,
  { article, removedFiles }: DraftRow,
  role: ArticleFileRole,
): Promise<Set<string>> {
  const { owner = "", name = "" } = article ?? {};
  const address = { kind: "article" as const, owner, name };
  const files = await listArticleFiles(inside, address, ARTICLE_FOLDERS[role]);
  const kept = files.filter(({ path }) => !removedFiles.includes(path));
  const limit = role === "attachment" ? ARTICLE_LIMITS.attachments : ARTICLE_LIMITS.images;
  if (kept.length >= limit) {
    throw problem("attachments-full", {
      detail: `The article has ${kept.length} ${ARTICLE_FOLDERS[role]}; there may be ${limit}`,
      extra: { limit, role },
    });
  }
  return new Set(files.map(({ path }) => path));
}

/** The last part of a path, without what a path of a repository must not hold. */
function fileName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  const plain = last
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, "")
    .replaceAll(/^[.\s]+|[.\s]+$/g, "");
  return plain === "" ? "file" : shortened(plain);
}

/** Of four bytes each they are still a name that a file system takes. */
const NAME_CHARACTERS = 60;

function shortened(name: string): string {
  const ending = endingOf(name);
  if ([...name].length <= NAME_CHARACTERS) return name;
  return `${[...name].slice(0, NAME_CHARACTERS - ending.length - 1).join("")}.${ending}`;
}

/** `a.pdf`, or `a-2.pdf` where another file is called so. */
function freePath(path: string, taken: ReadonlySet<string>): string {
  const folded = new Set([...taken].map((each) => each.toLowerCase()));
  const dot = path.lastIndexOf(".");
  let free = path;
  for (let number = 2; folded.has(free.toLowerCase()); number += 1) {
    free = `${path.slice(0, dot)}-${number}${path.slice(dot)}`;
  }
  return free;
}
