import type { ArticlePlace, ArticlePublication } from "#contract/community/article.ts";
import type { CardSettings, ListingState } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { findFieldFaults } from "#contract/publishing/publication-fields.ts";
import { requireOnboarded } from "../../accounts/index.ts";
import {
  editCard,
  getAsset,
  getCard,
  getShelf,
  renameAsset,
  setCategories,
} from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { publishAsset } from "../../publishing/index.ts";
import { commitChanges, findEntry, findHead, requireRepository } from "../../repositories/index.ts";
import { articleName } from "./article-name.ts";
import { ensureArticle } from "./ensure-article.ts";
import { hashCard } from "./hash-card.ts";
import { type HeldDraft, requireDraft } from "./require-draft.ts";
import { requireRevision } from "./save-draft.ts";
import { deleteDraftRow, type DraftRow } from "./store/drafts.ts";
import { insertTotal } from "./store/likes.ts";

/** States in which a publication submits the article; in the others it edits what is there. */
const SUBMITTED_FROM: ReadonlySet<ListingState> = new Set(["draft", "rejected", "publish-failed"]);
const UNDER_WAY: ReadonlySet<ListingState> = new Set(["publishing", "in-review"]);

/**
 * COM-3: makes the article of a draft, or brings the draft's changes into it, and is done with the
 * draft: all in one transaction, so that a server that dies leaves either the draft or the article as
 * it was. A new article goes the way of every listing: agreements, checks, review where the operator
 * wants one.
 * @throws {Problem} `not-onboarded` (ACC-4); `validation-failed` naming each field; `sensitive-words`
 *   (ACC-7); `draft-changed`; `article-changed` when others have edited it since the draft was begun;
 *   `listing-state-wrong` while it is being reviewed.
 */
export async function publishArticle(
  ctx: RequestContext,
  publicId: string,
  publication: ArticlePublication,
): Promise<ArticlePlace> {
  await requireOnboarded(ctx);
  const address = await withTransaction(ctx.db, async (trx) => {
    const inside = { ...ctx, db: trx };
    const draft = await requireDraft(inside, publicId);
    requireRevision(draft, publication.revision);
    await requireWhole(inside, draft);
    const held = { inside, draft };
    const article = await nameByTitle(held, await ensureArticle(held));
    await bringIn(held, article, publication);
    await deleteDraftRow(trx, draft.id);
    return article;
  });
  const { owner, name, state, visibility } = await getAsset(ctx, address);
  return { owner: owner.name, name, state, visibility };
}

/** A repository that was made before there was a title gets its name when it is first submitted. */
async function nameByTitle({ inside, draft }: HeldDraft, address: Address): Promise<Address> {
  const name = articleName(draft.title, draft.publicId);
  const { article } = draft;
  const isFresh = article !== null && article.state === "draft" && !article.wasPublished;
  if (!isFresh || address.name === name) return address;
  await renameAsset(inside, address, { owner: address.owner, name });
  return { ...address, name };
}

/** What an article must say, with the fields called as they are in the editor. */
async function requireWhole(inside: RequestContext, draft: DraftRow): Promise<void> {
  const { title, summary, body } = draft;
  const names = { title: "title", description: "summary" } as const;
  const faults = findFieldFaults("article", { title, description: summary }).flatMap((fault) => {
    const { field, code, params } = fault;
    if (field !== "title" && field !== "description") return [];
    const named = names[field];
    return [{ pointer: `/${named}`, message: fault.message.replace(field, named), code, params }];
  });
  if (body.trim() === "") {
    const message = "body is required";
    faults.push({ pointer: "/body", message, code: "required", params: {} });
  }
  if (faults.length > 0) {
    const detail = faults.map(({ message }) => message).join("; ");
    throw problem("validation-failed", { detail, issues: faults });
  }
  await refuseSensitiveWords(inside, { title, summary, body });
}

async function bringIn(
  { inside, draft }: HeldDraft,
  address: Address,
  publication: ArticlePublication,
): Promise<void> {
  const trx = inside.db;
  const { category, summary, title, body } = draft;
  await setCategories(inside, address, category === null ? [] : [category]);
  const { id } = await requireRepository(inside, address, "manage");
  const { state } = await getShelf(trx, id);
  if (UNDER_WAY.has(state)) {
    throw problem("listing-state-wrong", {
      detail: `The article is ${state}; take it back from there to change it`,
      extra: { state },
    });
  }
  const card = await getCard(inside, address);
  requireUnchanged(draft, card, publication);
  const settings: Partial<CardSettings> = {
    title,
    description: summary,
    ...languageOf(draft, card),
  };
  await editCard(inside, address, { trx, body, settings });
  await removeFiles({ inside, draft }, address);
  await insertTotal(trx, id);
  if (!SUBMITTED_FROM.has(state)) return;
  const { visibility, acceptsAgreements, agreements } = publication;
  if (!acceptsAgreements) {
    throw problem("consent-missing", {
      detail: "acceptsAgreements: the agreements must be accepted",
    });
  }
  await publishAsset(inside, address, {
    title,
    description: summary,
    visibility,
    acceptsAgreements,
    ...(agreements === undefined ? {} : { agreements }),
    audience: [],
    tasks: [],
    dataTypes: [],
  });
}

type Card = Awaited<ReturnType<typeof getCard>>;

/** @throws {Problem} `article-changed`: what others wrote meanwhile is not lost unawares. */
function requireUnchanged(
  draft: DraftRow,
  card: Card,
  { isOverwriting }: ArticlePublication,
): void {
  const { baseCard } = draft;
  if (isOverwriting || baseCard === null || baseCard.equals(hashCard(card.source))) return;
  throw problem("article-changed", {
    detail: "README.md has changed since this draft was begun",
    hint: "Look at the article as it is now, or publish over it",
  });
}

/** The languages that follow the first one are left to the card. */
function languageOf({ language }: DraftRow, { settings }: Card): Partial<CardSettings> {
  const [first, ...others] = settings.languages;
  if (language === (first ?? "")) return {};
  const rest = others.filter((each) => each !== language);
  return { languages: language === "" ? rest : [language, ...rest] };
}

/** Attachments that were left out, as far as they are still there. */
async function removeFiles({ inside, draft }: HeldDraft, address: Address): Promise<void> {
  const repository = await requireRepository(inside, address, "write");
  const commit = await findHead(inside, repository);
  if (commit === null) return;
  const paths: string[] = [];
  for (const path of draft.removedFiles) {
    const entry = await findEntry(inside, repository, { commit, path });
    if (entry?.type === "file") paths.push(path);
  }
  if (paths.length === 0) return;
  await commitChanges(inside, repository, {
    branch: repository.defaultBranch,
    title: paths.length === 1 ? `Remove ${paths[0]}` : `Remove ${paths.length} attachments`,
    operations: paths.map((path) => ({ op: "delete", path })),
    trx: inside.db,
  });
}
