import type { Asset } from "#contract/assets/asset.ts";
import type { KindFacts } from "#contract/publishing/publication.ts";
import { isWebLink } from "#contract/publishing/references.ts";

export type Paper = { title: string; link: string | null };

/** The tag by which cards name a paper of arXiv: `arxiv:1706.03762`, perhaps with its version. */
const ARXIV_TAG = /^arxiv:(\d{4}\.\d{4,5}(?:v\d{1,3})?)$/iu;

/** DIS-4: the papers of an asset: that of its listing (PUB-11), and those that its card is tagged with. */
export function papersOf(
  { tags }: Pick<Asset, "tags">,
  { paperTitle, paperLink }: Pick<KindFacts, "paperTitle" | "paperLink">,
): Paper[] {
  const link = paperLink !== undefined && isWebLink(paperLink) ? paperLink : null;
  const listed = paperTitle ? [{ title: paperTitle, link }] : [];
  const ids = tags.flatMap((tag) => ARXIV_TAG.exec(tag)?.[1] ?? []);
  const others = ids.filter((id) => link === null || !link.includes(id));
  const tagged = [...new Set(others)].map((id) => ({
    title: `arXiv:${id}`,
    link: `https://arxiv.org/abs/${id}`,
  }));
  return [...listed, ...tagged];
}
