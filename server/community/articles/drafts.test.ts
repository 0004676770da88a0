import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ARTICLE_LIMITS } from "#contract/community/article-rules.ts";
import { wireDomains } from "../../app.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aPerson, type Person } from "../testing/two-people.ts";
import { articleName } from "./article-name.ts";
import { createDraft } from "./create-draft.ts";
import { deleteDraft } from "./delete-draft.ts";
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

describe("COM-3: drafts", () => {
  it("COM-3: keep every field, the body to the letter, and nobody else sees them", async () => {
    const body = "\n  Begins with a blank line  \r\n\ttabs\u3000full-width\n\n\n";
    const { id } = await author.aWritten({ body, title: "猫头鹰" });
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
    for (const title of ["one", "two", "three"]) await author.aWritten({ title });
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
    const { id, revision } = await author.aWritten();
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
    const { id, revision } = await author.aWritten();
    const saves = Array.from({ length: 8 }, (_, at) =>
      saveDraft(author, id, { ...TEXT, body: `Tab ${at}`, revision }),
    );
    const done = await Promise.allSettled(saves);
    const won = done.flatMap((each) => (each.status === "fulfilled" ? [each.value.body] : []));
    expect(won).toHaveLength(1);
    expect(await getDraft(author, id)).toMatchObject({ body: won[0], revision: revision + 1 });
  });

  it("COM-3: a save whose answer was lost is repeated without a conflict", async () => {
    const { id, revision } = await author.aWritten();
    const text = { ...TEXT, body: "Saved once", revision };
    const saved = await saveDraft(author, id, text);
    expect(await saveDraft(author, id, text)).toMatchObject({ revision: saved.revision });
  });

  it("COM-3: a category that is not there is refused by its field", async () => {
    const { id, revision } = await author.aWritten();
    const refused = await expectProblem(
      saveDraft(author, id, { ...TEXT, category: "nowhere", revision }),
      "category-unknown",
    );
    expect(refused.issues).toMatchObject([{ pointer: "/category" }]);
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
