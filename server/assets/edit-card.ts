import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { CommitReceipt } from "#contract/repositories/repository.ts";
import type { RequestContext } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { commitChanges, requireRepository } from "../repositories/index.ts";
import { parseCard, type SettingsEdit, withoutUndefined, writeCard } from "./card/index.ts";
import { CARD_PATH, getCard, MAX_CARD_BYTES } from "./get-card.ts";

export type CardEdit = {
  body?: string | undefined;
  settings?: SettingsEdit | undefined;
  source?: string | undefined;
  expectedHead?: string | undefined;
};

/**
 * REP-8: writes README.md as one commit. Settings change only their own keys of the front matter.
 * @throws Problem `card-invalid` when the front matter cannot be read, `parent-stale`,
 *   `sensitive-words`.
 */
export async function editCard(
  ctx: RequestContext,
  address: Address,
  edit: CardEdit & { trx?: DatabaseTransaction },
): Promise<CommitReceipt> {
  const repository = await requireRepository(ctx, address, "write");
  await refuseSensitiveWords(ctx, textsOf(edit));
  const current = await getCard(ctx, address);
  const source =
    edit.source ??
    writeCard(current.source, repository.kind, {
      ...(edit.body === undefined ? {} : { body: edit.body }),
      settings: withoutUndefined(edit.settings ?? {}),
    });
  const { errors } = parseCard(source, repository.kind);
  if (errors.length > 0) {
    throw problem("card-invalid", {
      detail: `README.md: ${errors[0]?.message}`,
      issues: errors.map(({ message, line }) => ({ pointer: `/source/${line ?? ""}`, message })),
    });
  }
  const bytes = Buffer.from(source);
  if (bytes.length > MAX_CARD_BYTES) {
    throw problem("file-too-large", {
      detail: `README.md: has ${bytes.length} bytes; a card has at most ${MAX_CARD_BYTES}`,
    });
  }
  const { commit, isNew } = await commitChanges(ctx, repository, {
    branch: repository.defaultBranch,
    title: edit.settings === undefined ? "Edit the card" : "Edit the card's settings",
    ...(edit.expectedHead === undefined ? {} : { expectedHead: edit.expectedHead }),
    operations: [{ op: "put", path: CARD_PATH, source: { bytes } }],
    ...(edit.trx === undefined ? {} : { trx: edit.trx }),
  });
  return { commit, isNew };
}

/** What the edit brings, by its field; a text that was there before is no part of it. */
function textsOf({ body, source, settings = {} }: CardEdit) {
  const texts = Object.entries(settings).map(
    ([key, value]) => [`settings/${key}`, [value].flat().filter(isString)] as const,
  );
  return { body, source, ...Object.fromEntries(texts) };
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}
