import { expect, it } from "vitest";
import { getCard } from "../../../assets/index.ts";
import { withTransaction } from "../../../platform/database/index.ts";
import { changeRevision, normaliseWord } from "../../../platform/words/index.ts";
import { requireRepository } from "../../../repositories/index.ts";
import { aPublishedAsset } from "../../../testing/assets.ts";
import { aCommit } from "../../../testing/repositories.ts";
import { settle } from "../../../testing/settle.ts";
import { decide, noticesOf, reviewDesk, reviewOf } from "../testing/review-desk.ts";

const { base, owner, reviewer } = await reviewDesk({ GALLERY_REVIEW: "automatic" });

function forbid(word: string): Promise<void> {
  return withTransaction(base.db, async (trx) => {
    await changeRevision(trx);
    const row = { word, normal_form: normaliseWord(word) };
    await trx.insertInto("sensitive_words").values(row).execute();
  });
}

it("ACC-7: a card with words of the list goes back to the desk until a reviewer lets them through", async () => {
  const address = await aPublishedAsset(owner);
  const push = async (path: string, content: string) => {
    const repository = await requireRepository(owner, address, "write");
    const { commit } = await aCommit(owner, repository, { files: { [path]: content } });
    await settle(base);
    return commit;
  };
  await forbid("baccarat");
  const before = (await noticesOf(owner)).length;
  const { source } = await getCard(owner, address);
  const head = await push("README.md", `${source}\nPlays baccarat.\n`);
  const review = await reviewOf(reviewer, address);
  expect(review).toMatchObject({ subject: "commit", commit: head, closedFiles: [] });
  const finding = { check: "sensitive-words", message: "baccarat" };
  expect(review.findings).toContainEqual(expect.objectContaining(finding));
  expect((await noticesOf(owner)).slice(before)).toEqual(["review-reopened"]);
  await decide(reviewer, review, { reason: "It is about the card game" });
  await push("notes.txt", "as before");
  await expect(reviewOf(reviewer, address)).rejects.toThrow("not in the queue");
});
