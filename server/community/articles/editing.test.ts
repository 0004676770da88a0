import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { wireDomains } from "../../app.ts";
import { deleteAsset, editCard, getAsset, getCard } from "../../assets/index.ts";
import { unlistAsset } from "../../publishing/index.ts";
import { A_PDF } from "../../testing/article-files.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { settle } from "../../testing/settle.ts";
import { aPerson, type Person } from "../testing/two-people.ts";
import { createDraft } from "./create-draft.ts";
import { listArticles } from "./list-articles.ts";
import { listDrafts } from "./list-drafts.ts";
import { publishArticle } from "./publish-article.ts";
import { removeFile } from "./remove-file.ts";
import { saveDraft } from "./save-draft.ts";
import { anAuthor, type Author, PUBLISH, TEXT } from "./testing/an-author.ts";

const ctx = await testContext();
let author: Author;
let reader: Person;

beforeAll(async () => {
  wireDomains(ctx);
  reader = await aPerson(ctx);
});

beforeEach(async () => {
  author = await anAuthor(ctx);
});

describe("COM-3: editing what is published", () => {
  it("COM-3: shows nothing until it is published again, then text, category and files at once", async () => {
    const first = await author.aWritten();
    await author.attach(first.id, "a.pdf", A_PDF);
    const { owner, name } = await publishArticle(author, first.id, {
      ...PUBLISH,
      revision: first.revision,
    });
    await settle(ctx);
    const address: Address = { kind: "article", owner, name };
    const draft = await createDraft(author, { article: { owner, name } });
    expect(draft).toMatchObject({
      ...TEXT,
      attachments: [{ name: "a.pdf" }],
      article: { state: "published" },
    });
    expect((await createDraft(author, { article: { owner, name } })).id).toBe(draft.id);
    await removeFile(author, draft.id, "attachments/a.pdf");
    const change = { ...TEXT, body: "Shorter", category: "articles-news", language: "zh" };
    const saved = await saveDraft(author, draft.id, { ...change, revision: draft.revision });
    expect((await getCard(reader, address)).body).toBe(TEXT.body);
    expect((await createDraft(author, { article: { owner, name } })).body).toBe("Shorter");
    await publishArticle(author, draft.id, { ...PUBLISH, revision: saved.revision });
    await settle(ctx);
    expect((await getCard(reader, address)).body).toBe("Shorter");
    expect(await getAsset(reader, address)).toMatchObject({
      state: "published",
      languages: ["zh"],
      categories: [{ id: "articles-news" }],
    });
    expect((await createDraft(author, { article: { owner, name } })).attachments).toEqual([]);
  });

  it("COM-3: what others have changed meanwhile is told, and replaced only when asked", async () => {
    const address = await author.aPublished();
    const draft = await createDraft(author, { article: address });
    const saved = await saveDraft(author, draft.id, {
      ...TEXT,
      body: "Mine",
      revision: draft.revision,
    });
    await editCard(author, address, { body: "Theirs" });
    const publication = { ...PUBLISH, revision: saved.revision };
    await expectProblem(publishArticle(author, draft.id, publication), "article-changed");
    expect((await getCard(author, address)).body).toBe("Theirs");
    await publishArticle(author, draft.id, { ...publication, isOverwriting: true });
    expect((await getCard(author, address)).body).toBe("Mine");
  });

  it("COM-3: front matter that the editor does not know stays as it is", async () => {
    const address = await author.aPublished();
    const { source } = await getCard(author, address);
    await editCard(author, address, {
      source: source.replace("---\n", "---\n# a note\nlicense: mit\n"),
    });
    const draft = await createDraft(author, { article: address });
    const saved = await saveDraft(author, draft.id, {
      ...TEXT,
      title: "Another",
      revision: draft.revision,
    });
    await publishArticle(author, draft.id, { ...PUBLISH, revision: saved.revision });
    expect((await getCard(author, address)).source).toContain("# a note\nlicense: mit\n");
  });

  it("COM-3: an unlisted article is edited and stays off the shelf", async () => {
    const address = await author.aPublished();
    await unlistAsset(author, address);
    const draft = await createDraft(author, { article: address });
    const saved = await saveDraft(author, draft.id, {
      ...TEXT,
      body: "Quietly",
      revision: draft.revision,
    });
    await publishArticle(author, draft.id, { ...PUBLISH, revision: saved.revision });
    expect(await getAsset(author, address)).toMatchObject({ state: "unlisted" });
  });

  it("COM-3: only who manages it begins such a draft", async () => {
    const address = await author.aPublished();
    await expectProblem(createDraft(reader, { article: address }), "forbidden");
    await expectProblem(
      createDraft(reader, { article: { owner: "nobody", name: "none" } }),
      "not-found",
    );
  });

  it("COM-3: it is deleted with a typed confirmation, and takes its drafts along", async () => {
    const address = await author.aPublished();
    await createDraft(author, { article: address });
    await expectProblem(deleteAsset(author, address, "yes"), "confirmation-wrong");
    await deleteAsset(author, address, `${address.owner}/${address.name}`);
    expect((await listDrafts(author)).items).toEqual([]);
  });
});

describe("COM-3: the list of articles", () => {
  it("COM-3: is filtered by category and pages through all of them, most liked or not", async () => {
    const news = await author.aPublished({ category: "articles-news", title: "News of owls" });
    const more = await author.aPublished({ category: "articles-news", title: "More news" });
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listArticles(reader, {
        category: "articles-news",
        sort: "likes",
        limit: 1,
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(...page.items.map(({ asset }) => asset.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual(expect.arrayContaining([news.name, more.name]));
    expect(new Set(found).size).toBe(found.length);
    const research = await listArticles(reader, {
      category: "articles-research",
      sort: "likes",
      limit: 100,
    });
    expect(research.items.map(({ asset }) => asset.name)).not.toContain(news.name);
    const above = await listArticles(reader, { category: "articles", sort: "newest", limit: 100 });
    expect(above.items.map(({ asset }) => asset.name)).toContain(news.name);
  });

  it("COM-3: shows nobody what is not published to them", async () => {
    const address = await author.aPublished({ title: "Hidden" });
    await unlistAsset(author, address);
    for (const sort of ["likes", "newest"] as const) {
      const { items } = await listArticles(reader, { sort, limit: 100 });
      expect(items.map(({ asset }) => asset.name)).not.toContain(address.name);
    }
  });
});
