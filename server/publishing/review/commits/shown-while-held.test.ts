import { beforeAll, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { setCover } from "../../../assets/covers/set-cover.ts";
import { aCategory } from "../../../assets/categories/testing/categories.ts";
import { editCard, getAsset, getCard, setCategories } from "../../../assets/index.ts";
import { withTransaction } from "../../../platform/database/index.ts";
import { writeSetting } from "../../../platform/settings/index.ts";
import { getFile, requireRepository } from "../../../repositories/index.ts";
import { aPublishedAsset } from "../../../testing/assets.ts";
import type { TestContext } from "../../../testing/context.ts";
import { expectProblem } from "../../../testing/expect-problem.ts";
import { aPng } from "../../../testing/pictures.ts";
import { aCommit } from "../../../testing/repositories.ts";
import { settle } from "../../../testing/settle.ts";
import { decide, reviewDesk, reviewOf } from "../testing/review-desk.ts";

const { base, owner, reviewer, stranger } = await reviewDesk({ GALLERY_REVIEW: "automatic" });

beforeAll(() =>
  withTransaction(base.db, (trx) =>
    writeSetting(trx, { key: "review.commits", value: "hold", at: new Date() }),
  ),
);

/** A published dataset whose last commit, a file and the body of the card, is held. */
async function aHeldCommit() {
  const address = await aPublishedAsset(owner, { kind: "dataset" });
  const approved = await getCard(stranger, address);
  const repository = await requireRepository(owner, address, "write");
  const files = { "README.md": `${approved.source}\nA held paragraph.\n`, "held.txt": "held" };
  await aCommit(owner, repository, { files });
  await settle(base);
  return { address, approved };
}

async function changeHowItIsShown(address: Address) {
  const category = await aCategory(reviewer);
  await setCover(owner, address, [aPng({ width: 360, height: 200 })]);
  await setCategories(owner, address, [category]);
  const settings = { title: "Letters of whales", titleZh: "鲸鱼来信", description: "Anew" };
  await editCard(owner, address, { settings });
  await settle(base);
  return { category, settings };
}

async function fileOf(who: TestContext, address: Address) {
  const repository = await requireRepository(who, address, "read");
  return getFile(who, repository, { path: "held.txt", revision: "main" });
}

describe("PUB-9, PUB-2: how it is shown, edited while a commit is held", () => {
  it("PUB-9: shows at once to everybody, and lets nothing of the held commit through", async () => {
    const { address, approved } = await aHeldCommit();
    const { category, settings } = await changeHowItIsShown(address);
    const shown = await getAsset(stranger, address);
    expect(shown).toMatchObject({ ...settings, state: "published", head: approved.commit });
    expect(shown.coverUrl).not.toBeNull();
    expect(shown.categories.map(({ id }) => id)).toEqual([category]);
    expect(await getCard(stranger, address), "the card itself is the approved one").toEqual(
      approved,
    );
    await expectProblem(fileOf(stranger, address), "entry-not-found");
    expect((await getCard(owner, address)).source).toContain("A held paragraph.");
  });

  it("PUB-2: cover and categories of their own make no commit, and nothing to decide on", async () => {
    const address = await aPublishedAsset(owner, { kind: "dataset" });
    const { head } = await getAsset(stranger, address);
    await setCover(owner, address, [aPng({ width: 360, height: 200 })]);
    await setCategories(owner, address, [await aCategory(reviewer)]);
    await settle(base);
    expect((await getAsset(owner, address)).head).toBe(head);
    await expect(reviewOf(reviewer, address)).rejects.toThrow("not in the queue");
  });

  it("PUB-2: an approval opens card and files as they are by then; a rejection opens neither", async () => {
    const { address, approved } = await aHeldCommit();
    const { settings } = await changeHowItIsShown(address);
    const review = await reviewOf(reviewer, address);
    expect(review.commit, "the edit of the title is part of it").not.toBe(approved.commit);
    await decide(reviewer, review, { decision: "reject", reason: "Not this paragraph" });
    expect(await getCard(stranger, address)).toEqual(approved);
    await expectProblem(fileOf(stranger, address), "entry-not-found");
    await editCard(owner, address, { settings: { description: "Once more" } });
    await settle(base);
    await decide(reviewer, await reviewOf(reviewer, address), { reason: "" });
    const opened = await getCard(stranger, address);
    expect(opened.settings).toMatchObject({ ...settings, description: "Once more" });
    expect(opened.source).toContain("A held paragraph.");
    expect((await fileOf(stranger, address)).path).toBe("held.txt");
  });
});
