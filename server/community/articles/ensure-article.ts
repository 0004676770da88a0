import type { Address } from "#contract/fields.ts";
import { requireAccount } from "../../accounts/index.ts";
import { createAsset, getCard } from "../../assets/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { articleName } from "./article-name.ts";
import { hashCard } from "./hash-card.ts";
import type { HeldDraft } from "./require-draft.ts";
import { linkArticle } from "./store/drafts.ts";

/**
 * The repository of a draft that is held: made, for its author alone, with the first file or with the
 * publication.
 */
export async function ensureArticle({ inside, draft }: HeldDraft): Promise<Address> {
  const kind = "article" as const;
  if (draft.article !== null) {
    return { kind, owner: draft.article.owner, name: draft.article.name };
  }
  const { name: owner } = requireAccount(inside);
  const address = { kind, owner, name: articleName(draft.title, draft.publicId) };
  await createAsset(inside, { ...address, visibility: "private" });
  const [{ id }, card] = [
    await requireRepository(inside, address, "manage"),
    await getCard(inside, address),
  ];
  await linkArticle(inside.db, draft.id, { assetId: id, baseCard: hashCard(card.source) });
  return address;
}
