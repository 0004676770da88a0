import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { wireDomains } from "../../app.ts";
import { getAsset } from "../../assets/index.ts";
import { A_PDF, A_PNG, A_PROGRAM, anOfficeFile } from "../../testing/article-files.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aPerson, type Person } from "../testing/two-people.ts";
import { addFile } from "./add-file.ts";
import { deleteDraft } from "./delete-draft.ts";
import { getDraft } from "./get-draft.ts";
import { removeFile } from "./remove-file.ts";
import { anAuthor, type Author } from "./testing/an-author.ts";

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

describe("COM-3: files of an article", () => {
  it("COM-3: attachments and pictures become files of the repository that is made for the first", async () => {
    const draft = await author.aWritten();
    const { path, draft: after } = await author.attach(
      draft.id,
      "The report.docx",
      await anOfficeFile("docx"),
    );
    expect(path).toBe("attachments/The report.docx");
    expect((await author.attach(draft.id, "owl.png", A_PNG)).path).toBe("images/owl.png");
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
    const draft = await author.aWritten();
    for (const [name, bytes] of [
      ["invoice.pdf", A_PROGRAM],
      ["sheet.xlsx", await anOfficeFile("docx")],
      ["owl.png", A_PDF],
      ["run.exe", A_PROGRAM],
    ] as const) {
      const refused = await expectProblem(
        author.attach(draft.id, name, bytes),
        "attachment-refused",
      );
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
    const draft = await author.aWritten();
    const paths: string[] = [];
    for (let at = 0; at < 5; at += 1)
      paths.push((await author.attach(draft.id, "a.pdf", A_PDF)).path);
    expect(paths).toEqual(
      [1, 2, 3, 4, 5].map((at) => `attachments/a${at === 1 ? "" : `-${at}`}.pdf`),
    );
    const full = await expectProblem(author.attach(draft.id, "b.pdf", A_PDF), "attachments-full");
    expect(full.extra).toMatchObject({ limit: 5 });
    const left = await removeFile(author, draft.id, "attachments/a-2.pdf");
    expect(left.attachments).toHaveLength(4);
    expect((await author.attach(draft.id, "A-2.PDF", A_PDF)).path).toBe("attachments/A-2-2.PDF");
    await expectProblem(removeFile(author, draft.id, "attachments/a-2.pdf"), "entry-not-found");
  });

  it.each([
    ["../../etc/passwd.txt", "attachments/passwd.txt"],
    ["C:\\docs\\a.txt", "attachments/a.txt"],
    ["..\u202Etxt.txt", "attachments/txt.txt"],
    [`${"猫".repeat(300)}.txt`, `attachments/${"猫".repeat(56)}.txt`],
  ])("COM-3: %j is filed as %s", async (name, path) => {
    const draft = await author.aWritten();
    const uploadId = await author.upload(draft.id, "a.txt", Buffer.from("words"));
    expect((await addFile(author, draft.id, { uploadId, name })).path).toBe(path);
  });

  it("COM-3: nobody adds what somebody else has uploaded", async () => {
    const draft = await author.aWritten();
    const uploadId = await author.upload(draft.id, "a.txt", Buffer.from("words"));
    await expectProblem(addFile(reader, draft.id, { uploadId, name: "a.txt" }), "not-found");
    await expectProblem(
      addFile(author, draft.id, { uploadId: "0".repeat(32), name: "a.txt" }),
      "content-unknown",
    );
  });

  it("COM-3: a draft that is deleted takes along what was made for it alone", async () => {
    const draft = await author.aWritten();
    const { draft: after } = await author.attach(draft.id, "a.pdf", A_PDF);
    const { owner, name } = after.article ?? { owner: "", name: "" };
    await deleteDraft(author, draft.id);
    await expectProblem(getAsset(author, { kind: "article", owner, name }), "not-found");
  });
});
