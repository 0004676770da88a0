import type { ArticleText } from "#contract/community/article.ts";
import type { Address } from "#contract/fields.ts";
import {
  completeUpload,
  openUpload,
  requireRepository,
  writeUploadPart,
} from "../../../repositories/index.ts";
import type { TestContext } from "../../../testing/context.ts";
import { onboard } from "../../../testing/publications.ts";
import { settle } from "../../../testing/settle.ts";
import { aPerson } from "../../testing/two-people.ts";
import { addFile } from "../add-file.ts";
import { createDraft } from "../create-draft.ts";
import { prepareFiles } from "../prepare-files.ts";
import { publishArticle } from "../publish-article.ts";
import { saveDraft } from "../save-draft.ts";

export const TEXT: ArticleText = {
  title: "How owls see at night",
  category: "articles-research",
  summary: "Eyes, ears and a short history",
  language: "en",
  body: "# Eyes\n\nThey are large.\n\n* round\n* dark\n",
};

export const PUBLISH = {
  visibility: "public",
  acceptsAgreements: true,
  isOverwriting: false,
} as const;

export type Author = Awaited<ReturnType<typeof anAuthor>>;

/** Somebody who may publish, and what they do. */
export async function anAuthor(base: TestContext) {
  const person = await aPerson(base);
  await onboard(person);

  /** A draft that says everything. */
  async function aWritten(text: Partial<ArticleText> = {}) {
    const { id, revision } = await createDraft(person, {});
    return saveDraft(person, id, { ...TEXT, ...text, revision });
  }

  async function upload(draft: string, name: string, bytes: Buffer): Promise<string> {
    const { owner, name: article } = await prepareFiles(person, draft);
    const address: Address = { kind: "article", owner, name: article };
    const repository = await requireRepository(person, address, "write");
    const sizeBytes = bytes.length;
    const { id } = await openUpload(person, repository, { path: name, sizeBytes });
    await writeUploadPart(person, repository, { id, offset: 0, source: [bytes], sizeBytes });
    await completeUpload(person, repository, id);
    return id;
  }

  async function attach(draft: string, name: string, bytes: Buffer) {
    return addFile(person, draft, { uploadId: await upload(draft, name, bytes), name });
  }

  async function aPublished(text: Partial<ArticleText> = {}): Promise<Address> {
    const { id, revision } = await aWritten(text);
    const { owner, name } = await publishArticle(person, id, { ...PUBLISH, revision });
    await settle(base);
    return { kind: "article", owner, name };
  }

  return { ...person, aWritten, upload, attach, aPublished };
}
