import { beforeAll, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { accountsRoutes } from "../../../accounts/index.ts";
import { assetsRoutes, editCard, getAsset, getCard } from "../../../assets/index.ts";
import { withTransaction } from "../../../platform/database/index.ts";
import { writeSetting } from "../../../platform/settings/index.ts";
import { getFile, requireRepository } from "../../../repositories/index.ts";
import { NO_ASSETS } from "../../../testing/account-ports.ts";
import { aName, TEST_PASSWORD } from "../../../testing/accounts.ts";
import { aPublishedAsset } from "../../../testing/assets.ts";
import type { TestContext } from "../../../testing/context.ts";
import { expectProblem } from "../../../testing/expect-problem.ts";
import { Browser, testServer } from "../../../testing/http.ts";
import { aPng } from "../../../testing/pictures.ts";
import { aCommit } from "../../../testing/repositories.ts";
import { settle } from "../../../testing/settle.ts";
import { accountOf, decide, reviewDesk, reviewOf } from "../testing/review-desk.ts";

const { base, owner, reviewer, stranger } = await reviewDesk({ GALLERY_REVIEW: "automatic" });

const app = await testServer(base, (mount) => {
  accountsRoutes(mount, NO_ASSETS);
  assetsRoutes(mount);
});
const operatorsBrowser = new Browser(app);
const ownersBrowser = new Browser(app);

async function signIn(browser: Browser, who: TestContext) {
  const payload = { login: accountOf(who).name, password: TEST_PASSWORD };
  await browser.send({ method: "POST", url: "/api/v1/session", payload });
}

beforeAll(async () => {
  await signIn(operatorsBrowser, reviewer);
  await signIn(ownersBrowser, owner);
  await withTransaction(base.db, (trx) =>
    writeSetting(trx, { key: "review.commits", value: "hold", at: new Date() }),
  );
});

/** A new category with this asset in it, and a cover. @returns the id of the category */
async function setCoverAndCategory({ kind, owner: ownerName, name }: Address): Promise<string> {
  const category = aName("category");
  const made = await operatorsBrowser.send({
    method: "POST",
    url: "/api/v1/categories",
    payload: { parent: null, name: category, nameZh: category },
  });
  expect(made.statusCode).toBe(201);
  const { id } = made.json<{ id: string }>();
  const url = `/api/v1/assets/${kind}/${ownerName}/${name}`;
  const put = (part: string, payload: object, headers: Record<string, string> = {}) =>
    ownersBrowser.send({ method: "PUT", url: `${url}/${part}`, payload, headers });
  const cover = aPng({ width: 360, height: 200 });
  expect((await put("cover", cover, { "content-type": "image/png" })).statusCode).toBe(200);
  expect((await put("categories", { categories: [id] })).statusCode).toBe(200);
  return id;
}

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
  const category = await setCoverAndCategory(address);
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
    await setCoverAndCategory(address);
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
