import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ArticleText } from "#contract/community/article.ts";
import { ARTICLE_LIMITS } from "#contract/community/article-rules.ts";
import type { Address } from "#contract/fields.ts";
import { wireDomains } from "../../app.ts";
import { deleteAsset, editCard, getAsset, getCard } from "../../assets/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { changeRevision, insertWords, normaliseWord } from "../../platform/words/index.ts";
import { unlistAsset } from "../../publishing/index.ts";
import {
  completeUpload,
  openUpload,
  requireRepository,
  writeUploadPart,
} from "../../repositories/index.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { commitFiles, listingOf, onboard } from "../../testing/publications.ts";
import { settle } from "../../testing/settle.ts";
import { A_PDF, A_PNG, A_PROGRAM, anOfficeFile } from "../../testing/article-files.ts";
import { aPerson, type Person } from "../testing/two-people.ts";
import { addFile } from "./add-file.ts";
import { articleName } from "./article-name.ts";
import { createDraft } from "./create-draft.ts";
import { deleteDraft } from "./delete-draft.ts";
import { getDraft } from "./get-draft.ts";
import { listArticles } from "./list-articles.ts";
import { listDrafts } from "./list-drafts.ts";
import { prepareFiles } from "./prepare-files.ts";
import { publishArticle } from "./publish-article.ts";
import { removeFile } from "./remove-file.ts";
import { saveDraft } from "./save-draft.ts";

const ctx = await testContext();
let author: Person;
let reader: Person;

const TEXT: ArticleText = {
  title: "How owls see at night",
  category: "articles-research",
  summary: "Eyes, ears and a short history",
  language: "en",
  body: "# Eyes\n\nThey are large.\n\n* round\n* dark\n",
};
const PUBLISH = { visibility: "public", acceptsAgreements: true, isOverwriting: false } as const;

beforeAll(async () => {
  wireDomains(ctx);
  reader = await aPerson(ctx);
});

beforeEach(async () => {
  author = await aPerson(ctx);
  await onboard(author);
});

async function aWritten(text: Partial<ArticleText> = {}) {
  const { id, revision } = await createDraft(author, {});
  return saveDraft(author, id, { ...TEXT, ...text, revision });
}

async function upload(draft: string, name: string, bytes: Buffer): Promise<string> {
  const { owner, name: article } = await prepareFiles(author, draft);
  const address: Address = { kind: "article", owner, name: article };
  const repository = await requireRepository(author, address, "write");
  const sizeBytes = bytes.length;
  const { id } = await openUpload(author, repository, { path: name, sizeBytes });
  await writeUploadPart(author, repository, { id, offset: 0, source: [bytes], sizeBytes });
  await completeUpload(author, repository, id);
  return id;
}

async function attach(draft: string, name: string, bytes: Buffer) {
  return addFile(author, draft, { uploadId: await upload(draft, name, bytes), name });
}

async function aPublished(text: Partial<ArticleText> = {}): Promise<Address> {
  const { id, revision } = await aWritten(text);
  const { owner, name } = await publishArticle(author, id, { ...PUBLISH, revision });
  await settle(ctx);
  return { kind: "article", owner, name };
}

describe("COM-3: drafts", () => {
  it("COM-3: keep every field, the body to the letter, and nobody else sees them", async () => {
    const body = "\n  Begins with a blank line  \r\n\ttabs\u3000full-width\n\n\n";
    const { id } = await aWritten({ body, title: "猫头鹰" });
    expect(await getDraft(author, id)).toMatchObject({
      ...TEXT,
      body,
      title: "猫头鹰",
      revision: 2,
    });
    await expectProblem(getDraft(reader, id), "not-found");
    await expectProblem(saveDraft(reader, id, { ...TEXT, revision: 2 }), "not-found");
    await expectProblem(deleteDraft(reader, id), "not-found");
    await expectProblem(publishArticle(reader, id, { ...PUBLISH, revision: 2 }), "not-onboarded");
    await expectProblem(createDraft(ctx, {}), "not-signed-in");
    expect((await listDrafts(reader)).items).toEqual([]);
  });

  it("COM-3: the fourth is refused with the three that there are, and begins once one is deleted", async () => {
    for (const title of ["one", "two", "three"]) await aWritten({ title });
    const refused = await expectProblem(createDraft(author, {}), "drafts-full");
    const drafts = refused.extra?.["drafts"] as { id: string; title: string }[];
    expect(drafts.map(({ title }) => title)).toEqual(["three", "two", "one"]);
    await deleteDraft(author, drafts[1]?.id ?? "");
    await createDraft(author, {});
    expect((await listDrafts(author)).items).toHaveLength(3);
  });

  it("COM-3: of ten that are begun at once three are there", async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => createDraft(author, {})),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect((await listDrafts(author)).items).toHaveLength(ARTICLE_LIMITS.drafts);
  });

  it("COM-3: of two tabs the second is told, and what the first saved stands", async () => {
    const { id, revision } = await aWritten();
    await saveDraft(author, id, { ...TEXT, body: "From the first tab", revision });
    const told = await expectProblem(
      saveDraft(author, id, { ...TEXT, body: "From the second tab", revision }),
      "draft-changed",
    );
    expect(told.extra).toMatchObject({ revision: revision + 1 });
    expect((await getDraft(author, id)).body).toBe("From the first tab");
    const over = { ...TEXT, body: "From the second tab", revision: revision + 1 };
    expect((await saveDraft(author, id, over)).body).toBe("From the second tab");
  });

  it("COM-3: of many saves on one revision one wins, and the others change nothing", async () => {
    const { id, revision } = await aWritten();
    const saves = Array.from({ length: 8 }, (_, at) =>
      saveDraft(author, id, { ...TEXT, body: `Tab ${at}`, revision }),
    );
    const done = await Promise.allSettled(saves);
    const won = done.flatMap((each) => (each.status === "fulfilled" ? [each.value.body] : []));
    expect(won).toHaveLength(1);
    expect(await getDraft(author, id)).toMatchObject({ body: won[0], revision: revision + 1 });
  });

  it("COM-3: a save whose answer was lost is repeated without a conflict", async () => {
    const { id, revision } = await aWritten();
    const text = { ...TEXT, body: "Saved once", revision };
    const saved = await saveDraft(author, id, text);
    expect(await saveDraft(author, id, text)).toMatchObject({ revision: saved.revision });
  });

  it("COM-3: a category that is not there is refused by its field", async () => {
    const { id, revision } = await aWritten();
    const refused = await expectProblem(
      saveDraft(author, id, { ...TEXT, category: "nowhere", revision }),
      "category-unknown",
    );
    expect(refused.issues).toMatchObject([{ pointer: "/category" }]);
  });
});

describe("COM-3: files of an article", () => {
  it("COM-3: attachments and pictures become files of the repository that is made for the first", async () => {
    const draft = await aWritten();
    const { path, draft: after } = await attach(
      draft.id,
      "The report.docx",
      await anOfficeFile("docx"),
    );
    expect(path).toBe("attachments/The report.docx");
    expect((await attach(draft.id, "owl.png", A_PNG)).path).toBe("images/owl.png");
    expect(after.article).toMatchObject({
      owner: author.viewer.name,
      state: "draft",
      visibility: "private",
    });
    expect(after.attachments).toMatchObject([
      { name: "The report.docx", role: "attachment", path },
    ]);
    const { owner, name } = after.article ?? { owner: "", name: "" };
    await expectProblem(getAsset(reader, { kind: "article", owner, name }), "not-found");
  });

  it("COM-3: a file that lies about its type is refused by its name, and was never there", async () => {
    const draft = await aWritten();
    for (const [name, bytes] of [
      ["invoice.pdf", A_PROGRAM],
      ["sheet.xlsx", await anOfficeFile("docx")],
      ["owl.png", A_PDF],
      ["run.exe", A_PROGRAM],
    ] as const) {
      const refused = await expectProblem(attach(draft.id, name, bytes), "attachment-refused");
      expect(refused.detail).toMatch(new RegExp(`^${name}: `));
    }
    const { attachments, article } = await getDraft(author, draft.id);
    expect(attachments).toEqual([]);
    const address: Address = {
      kind: "article",
      owner: article?.owner ?? "",
      name: article?.name ?? "",
    };
    expect(await getAsset(author, address)).toMatchObject({ fileCount: 2 });
  });

  it("COM-3: at most five; one that is left out makes room, and names are never taken twice", async () => {
    const draft = await aWritten();
    const paths: string[] = [];
    for (let at = 0; at < 5; at += 1) paths.push((await attach(draft.id, "a.pdf", A_PDF)).path);
    expect(paths).toEqual(
      [1, 2, 3, 4, 5].map((at) => `attachments/a${at === 1 ? "" : `-${at}`}.pdf`),
    );
    const full = await expectProblem(attach(draft.id, "b.pdf", A_PDF), "attachments-full");
    expect(full.extra).toMatchObject({ limit: 5 });
    const left = await removeFile(author, draft.id, "attachments/a-2.pdf");
    expect(left.attachments).toHaveLength(4);
    expect((await attach(draft.id, "A-2.PDF", A_PDF)).path).toBe("attachments/A-2-2.PDF");
    await expectProblem(removeFile(author, draft.id, "attachments/a-2.pdf"), "entry-not-found");
  });

  it.each([
    ["../../etc/passwd.txt", "attachments/passwd.txt"],
    ["C:\\docs\\a.txt", "attachments/a.txt"],
    ["..\u202Etxt.txt", "attachments/txt.txt"],
    [`${"猫".repeat(300)}.txt`, `attachments/${"猫".repeat(56)}.txt`],
  ])("COM-3: %j is filed as %s", async (name, path) => {
    const draft = await aWritten();
    const uploadId = await upload(draft.id, "a.txt", Buffer.from("words"));
    expect((await addFile(author, draft.id, { uploadId, name })).path).toBe(path);
  });

  it("COM-3: nobody adds what somebody else has uploaded", async () => {
    const draft = await aWritten();
    const uploadId = await upload(draft.id, "a.txt", Buffer.from("words"));
    await expectProblem(addFile(reader, draft.id, { uploadId, name: "a.txt" }), "not-found");
    await expectProblem(
      addFile(author, draft.id, { uploadId: "0".repeat(32), name: "a.txt" }),
      "content-unknown",
    );
  });

  it("COM-3: a draft that is deleted takes along what was made for it alone", async () => {
    const draft = await aWritten();
    const { draft: after } = await attach(draft.id, "a.pdf", A_PDF);
    const { owner, name } = after.article ?? { owner: "", name: "" };
    await deleteDraft(author, draft.id);
    await expectProblem(getAsset(author, { kind: "article", owner, name }), "not-found");
  });
});

describe("COM-3: publishing", () => {
  it("COM-3: makes the article with all that the draft says, and the draft is done", async () => {
    const draft = await aWritten();
    await attach(draft.id, "a.pdf", A_PDF);
    const place = await publishArticle(author, draft.id, { ...PUBLISH, revision: draft.revision });
    expect(place).toMatchObject({ owner: author.viewer.name, visibility: "private" });
    expect(place.name).toMatch(/^how-owls-see-at-night-[0-9a-f]{6}$/);
    await settle(ctx);
    const address: Address = { kind: "article", owner: place.owner, name: place.name };
    expect(await getAsset(reader, address)).toMatchObject({
      state: "published",
      title: TEXT.title,
      description: TEXT.summary,
      languages: ["en"],
      categories: [{ id: "articles-research" }],
    });
    expect((await getCard(reader, address)).body).toBe(TEXT.body);
    expect((await listDrafts(author)).items).toEqual([]);
    await expectProblem(getDraft(author, draft.id), "not-found");
  });

  it("ACC-4: asks for a confirmed nickname and address first, whichever way it goes", async () => {
    const stranger = await aPerson(ctx);
    const { id, revision } = await createDraft(stranger, {});
    await expectProblem(publishArticle(stranger, id, { ...PUBLISH, revision }), "not-onboarded");
    expect((await listDrafts(stranger)).items).toHaveLength(1);
  });

  it("COM-3: names every field that is missing, and words of the operator's list by their field (ACC-7)", async () => {
    const { id, revision } = await createDraft(author, {});
    const refused = await expectProblem(
      publishArticle(author, id, { ...PUBLISH, revision }),
      "validation-failed",
    );
    expect(refused.issues.map(({ pointer, code }) => [pointer, code])).toEqual([
      ["/title", "required"],
      ["/summary", "required"],
      ["/body", "required"],
    ]);
    await withTransaction(ctx.db, async (trx) => {
      await changeRevision(trx);
      const word = { word: "flimflam", normalForm: normaliseWord("flimflam") };
      await insertWords(trx, [word], { addedBy: author.viewer.accountId, at: ctx.now() });
    });
    const bad = await saveDraft(author, id, { ...TEXT, body: "All flimflam", revision });
    const found = await expectProblem(
      publishArticle(author, id, { ...PUBLISH, revision: bad.revision }),
      "sensitive-words",
    );
    expect(found.issues).toMatchObject([{ pointer: "/body" }]);
  });

  it("PUB-8: a new article asks for consent, and without it there is none", async () => {
    const draft = await aWritten();
    const publication = { ...PUBLISH, acceptsAgreements: false, revision: draft.revision };
    await expectProblem(publishArticle(author, draft.id, publication), "consent-missing");
    expect(await getDraft(author, draft.id)).toMatchObject({ article: null });
  });

  it("COM-3: what was saved elsewhere since is not published unseen", async () => {
    const draft = await aWritten();
    await saveDraft(author, draft.id, { ...TEXT, body: "Another tab", revision: draft.revision });
    await expectProblem(
      publishArticle(author, draft.id, { ...PUBLISH, revision: draft.revision }),
      "draft-changed",
    );
  });

  it("COM-3: a publication that dies half-way leaves the draft and no article", async () => {
    const draft = await aWritten();
    const dying = { ...author, events: author.events, now: dieAfter(3) };
    await expect(
      publishArticle(dying, draft.id, { ...PUBLISH, revision: draft.revision }),
    ).rejects.toThrow("the server died");
    expect(await getDraft(author, draft.id)).toMatchObject({ ...TEXT, article: null });
    await publishArticle(author, draft.id, { ...PUBLISH, revision: draft.revision });
    expect((await listDrafts(author)).items).toEqual([]);
  });

  it("COM-3: two publications of one draft make one article", async () => {
    const draft = await aWritten();
    const publish = () =>
      publishArticle(author, draft.id, { ...PUBLISH, revision: draft.revision });
    const done = await Promise.allSettled([publish(), publish(), publish()]);
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("COM-3: an attachment that lies and came with a push stops the publication", async () => {
    const draft = await aWritten();
    const { draft: after } = await attach(draft.id, "a.pdf", A_PDF);
    const { owner, name } = after.article ?? { owner: "", name: "" };
    const address: Address = { kind: "article", owner, name };
    await commitFiles(author, address, { "attachments/b.pdf": A_PROGRAM });
    await publishArticle(author, draft.id, { ...PUBLISH, revision: draft.revision });
    await settle(ctx);
    const listing = await listingOf(author, address);
    expect(listing.state).toBe("publish-failed");
    expect(listing.findings).toMatchObject([
      { check: "attachment", isBlocking: true, path: "attachments/b.pdf" },
    ]);
  });
});

describe("COM-3: editing what is published", () => {
  it("COM-3: shows nothing until it is published again, then text, category and files at once", async () => {
    const first = await aWritten();
    await attach(first.id, "a.pdf", A_PDF);
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
    const address = await aPublished();
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
    const address = await aPublished();
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
    const address = await aPublished();
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
    const address = await aPublished();
    await expectProblem(createDraft(reader, { article: address }), "forbidden");
    await expectProblem(
      createDraft(reader, { article: { owner: "nobody", name: "none" } }),
      "not-found",
    );
  });

  it("COM-3: it is deleted with a typed confirmation, and takes its drafts along", async () => {
    const address = await aPublished();
    await createDraft(author, { article: address });
    await expectProblem(deleteAsset(author, address, "yes"), "confirmation-wrong");
    await deleteAsset(author, address, `${address.owner}/${address.name}`);
    expect((await listDrafts(author)).items).toEqual([]);
  });
});

describe("COM-3: the list of articles", () => {
  it("COM-3: is filtered by category and pages through all of them, most liked or not", async () => {
    const news = await aPublished({ category: "articles-news", title: "News of owls" });
    const more = await aPublished({ category: "articles-news", title: "More news" });
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
    const address = await aPublished({ title: "Hidden" });
    await unlistAsset(author, address);
    for (const sort of ["likes", "newest"] as const) {
      const { items } = await listArticles(reader, { sort, limit: 100 });
      expect(items.map(({ asset }) => asset.name)).not.toContain(address.name);
    }
  });
});

it.each([
  ["How owls see", "how-owls-see-abcdef"],
  ["Größe & Café!", "gro-e-cafe-abcdef"],
  ["猫头鹰", "article-abcdef"],
  ["--- .git", "git-abcdef"],
  ["x".repeat(96), `${"x".repeat(60)}-abcdef`],
])("COM-3: the article %j is at the address %s", (title, name) => {
  expect(articleName(title, "0123456789abcdef0babcdef")).toBe(name);
});

/** A clock whose reader dies at the given look. */
function dieAfter(looks: number): () => Date {
  let left = looks;
  return () => {
    left -= 1;
    if (left < 0) throw new Error("the server died");
    return new Date();
  };
}
