import type { Asset, NewAsset, Visibility } from "#contract/assets/asset.ts";
import { requireAccount } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { withTransaction } from "../platform/database/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { commitChanges, createRepository } from "../repositories/index.ts";
import { newCard } from "./card/index.ts";
import { getChangedAsset } from "./get-asset.ts";
import { CARD_PATH } from "./get-card.ts";
import { requireNamespace } from "./require-namespace.ts";
import { applyVisibility } from "./set-visibility.ts";
import { insertAsset } from "./store/assets.ts";

export type AssetToCreate = NewAsset & {
  /** Hub clients create public repositories at once; the page starts with drafts for their owner. */
  visibility?: Visibility;
  /** Files of the first commit beside the card. */
  files?: { path: string; bytes: Buffer }[];
  /** False where nothing was said that a card would hold: hub clients expect an empty repository. */
  withCard?: boolean;
};

/**
 * REP-1: a repository with its first commit, a draft listing, and the card made of the form.
 * @throws Problem `asset-name-taken`, `not-found` (namespace), `forbidden`.
 */
export async function createAsset(ctx: RequestContext, input: AssetToCreate): Promise<Asset> {
  const viewer = requireAccount(ctx);
  const namespace = await requireNamespace(ctx, input.owner);
  const { name, titleZh, description } = input;
  await refuseSensitiveWords(ctx, { name, titleZh, description });
  const visibility = input.visibility ?? "private";
  await withTransaction(ctx.db, async (trx) => {
    const repository = await createRepository(trx, {
      namespaceId: namespace.id,
      kind: input.kind,
      name: input.name,
    });
    await insertAsset(trx, { id: repository.id, visibility, createdBy: viewer.accountId });
    await applyVisibility(trx, { assetId: repository.id, visibility, isReadable: true });
    await commitChanges(ctx, repository, {
      branch: repository.defaultBranch,
      title: "Create the repository",
      operations: firstFiles(input),
      trx,
    });
  });
  return getChangedAsset(ctx, { kind: input.kind, owner: namespace.name, name: input.name });
}

function firstFiles(input: AssetToCreate) {
  const given = (input.files ?? []).map(putOf);
  if (input.withCard === false || given.some(({ path }) => path === CARD_PATH)) return given;
  const card = {
    path: CARD_PATH,
    bytes: Buffer.from(
      newCard(input.kind, {
        name: input.name,
        titleZh: input.titleZh ?? "",
        description: input.description ?? "",
        licences: input.licence === undefined ? [] : [input.licence],
      }),
    ),
  };
  return [...given, putOf(card)];
}

function putOf({ path, bytes }: { path: string; bytes: Buffer }) {
  return { op: "put" as const, path, source: { bytes } };
}
