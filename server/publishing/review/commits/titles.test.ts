import { expect, it } from "vitest";
import { editCard, getCard } from "../../../assets/index.ts";
import type { Address } from "#contract/fields.ts";
import { requireRepository } from "../../../repositories/index.ts";
import { aDraft, publishAndSettle } from "../../../testing/publications.ts";
import { aCommit } from "../../../testing/repositories.ts";
import { settle } from "../../../testing/settle.ts";
import { getListing } from "../../get-listing.ts";
import { decide, noticesOf, reviewDesk, reviewOf } from "../testing/review-desk.ts";

const { base, owner, reviewer } = await reviewDesk({ GALLERY_REVIEW: "automatic" });

async function aPublishedNotebook(): Promise<Address> {
  const address = await aDraft(owner, "notebook");
  expect((await publishAndSettle(owner, address, { title: "A walk" })).state).toBe("published");
  return address;
}

async function pushTitle(address: Address, title: string): Promise<string> {
  const { source } = await getCard(owner, address);
  const changed = source.replace(/^title: .*$/mu, `title: ${JSON.stringify(title)}`);
  expect(changed).not.toBe(source);
  return push(address, "README.md", changed);
}

async function push(address: Address, path: string, content: string): Promise<string> {
  const repository = await requireRepository(owner, address, "write");
  const { commit } = await aCommit(owner, repository, { files: { [path]: content } });
  await settle(base);
  return commit;
}

const expectNoReview = (address: Address) =>
  expect(reviewOf(reviewer, address)).rejects.toThrow("not in the queue");

it("PUB-13: a pushed title with forbidden characters goes back to the desk until it is mended", async () => {
  const address = await aPublishedNotebook();
  await pushTitle(address, "A longer walk");
  await expectNoReview(address);
  const before = (await noticesOf(owner)).length;
  const head = await pushTitle(address, "A walk <with> owls?");
  const review = await reviewOf(reviewer, address);
  expect(review).toMatchObject({ subject: "commit", commit: head, closedFiles: [] });
  const finding = { check: "title", isBlocking: true, path: "README.md" };
  expect(review.findings).toContainEqual(expect.objectContaining(finding));
  expect((await noticesOf(owner)).slice(before)).toEqual(["review-reopened"]);
  expect((await getListing(owner, address)).state).toBe("published");
  await push(address, "notes.txt", "the title is as before");
  expect((await reviewOf(reviewer, address)).findings).toContainEqual(
    expect.objectContaining(finding),
  );
  await editCard(owner, address, { settings: { title: "A walk with owls" } });
  await settle(base);
  await expectNoReview(address);
});

it("PUB-13: a title that is too short for its kind is judged as well, and a reviewer may let it through", async () => {
  const address = await aPublishedNotebook();
  await pushTitle(address, "ab");
  const review = await reviewOf(reviewer, address);
  expect(review.findings[0]).toMatchObject({
    check: "title",
    message: "title must have at least 3 characters",
  });
  await decide(reviewer, review, { reason: "It is known by that name" });
  await push(address, "notes.txt", "as before");
  await expectNoReview(address);
});
