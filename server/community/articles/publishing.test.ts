import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { wireDomains } from "../../app.ts";
import { getAsset, getCard } from "../../assets/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { changeRevision, insertWords, normaliseWord } from "../../platform/words/index.ts";
import { A_PDF, A_PROGRAM } from "../../testing/article-files.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { commitFiles, listingOf } from "../../testing/publications.ts";
import { settle } from "../../testing/settle.ts";
import { aPerson, type Person } from "../testing/two-people.ts";
import { createDraft } from "./create-draft.ts";
import { getDraft } from "./get-draft.ts";
import { listDrafts } from "./list-drafts.ts";
import { publishArticle } from "./publish-article.ts";
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

describe("COM-3: publishing", () => {
  it("COM-3: makes the article with all that the draft says, and the draft is done", async () => {
    const draft = await author.aWritten();
    await author.attach(draft.id, "a.pdf", A_PDF);
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
    const draft = await author.aWritten();
    const publication = { ...PUBLISH, acceptsAgreements: false, revision: draft.revision };
    await expectProblem(publishArticle(author, draft.id, publication), "consent-missing");
    expect(await getDraft(author, draft.id)).toMatchObject({ article: null });
  });

  it("COM-3: what was saved elsewhere since is not published unseen", async () => {
    const draft = await author.aWritten();
    await saveDraft(author, draft.id, { ...TEXT, body: "Another tab", revision: draft.revision });
    await expectProblem(
      publishArticle(author, draft.id, { ...PUBLISH, revision: draft.revision }),
      "draft-changed",
    );
  });

  it("COM-3: a publication that dies half-way leaves the draft and no article", async () => {
    const draft = await author.aWritten();
    const dying = { ...author, events: author.events, now: dieAfter(3) };
    await expect(
      publishArticle(dying, draft.id, { ...PUBLISH, revision: draft.revision }),
    ).rejects.toThrow("the server died");
    expect(await getDraft(author, draft.id)).toMatchObject({ ...TEXT, article: null });
    await publishArticle(author, draft.id, { ...PUBLISH, revision: draft.revision });
    expect((await listDrafts(author)).items).toEqual([]);
  });

  it("COM-3: two publications of one draft make one article", async () => {
    const draft = await author.aWritten();
    const publish = () =>
      publishArticle(author, draft.id, { ...PUBLISH, revision: draft.revision });
    const done = await Promise.allSettled([publish(), publish(), publish()]);
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("COM-3: an attachment that lies and came with a push stops the publication", async () => {
    const draft = await author.aWritten();
    const { draft: after } = await author.attach(draft.id, "a.pdf", A_PDF);
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

/** A clock whose reader dies at the given look. */
function dieAfter(looks: number): () => Date {
  let left = looks;
  return () => {
    left -= 1;
    if (left < 0) throw new Error("the server died");
    return new Date();
  };
}
