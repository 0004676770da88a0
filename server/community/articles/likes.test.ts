import { beforeAll, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { wireDomains } from "../../app.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { onboard } from "../../testing/publications.ts";
import { aPerson, type Person } from "../testing/two-people.ts";
import { addLike, getLikes, removeLike } from "./like-asset.ts";
import { listArticles } from "./list-articles.ts";

const ctx = await testContext();
const people: Person[] = [];
let article: Address;

beforeAll(async () => {
  wireDomains(ctx);
  for (let at = 0; at < 6; at += 1) people.push(await aPerson(ctx));
  const [author] = people;
  if (author === undefined) throw new Error("nobody writes");
  await onboard(author);
  article = await aPublishedAsset(author, { kind: "article" });
});

it("COM-3: likes and unlikes in a storm end with the exact count", async () => {
  const calls = people.flatMap((person, at) =>
    Array.from({ length: 12 }, (_, turn) =>
      (turn + at) % 3 === 0 ? removeLike(person, article) : addLike(person, article),
    ),
  );
  await Promise.all(calls);
  const rows = await ctx.db.selectFrom("asset_likes").select("account_id").execute();
  expect(await getLikes(ctx, article)).toEqual({ likes: rows.length, isLiked: false });
  await Promise.all(people.map((person) => addLike(person, article)));
  expect(await getLikes(ctx, article)).toEqual({ likes: people.length, isLiked: false });
  for (const person of people) expect((await getLikes(person, article)).isLiked).toBe(true);
  await Promise.all(
    people.flatMap((person) => [removeLike(person, article), removeLike(person, article)]),
  );
  expect(await getLikes(ctx, article)).toEqual({ likes: 0, isLiked: false });
});

it("COM-3: an account that is deleted takes its likes along, and the count with them", async () => {
  const gone = await aPerson(ctx);
  await addLike(gone, article);
  const { likes } = await getLikes(ctx, article);
  await ctx.db.deleteFrom("namespaces").where("id", "=", gone.viewer.accountId).execute();
  expect((await getLikes(ctx, article)).likes).toBe(likes - 1);
});

it("COM-3: what one does not see one does not like, and a visitor likes nothing", async () => {
  const [author, other] = people;
  if (author === undefined || other === undefined) throw new Error("nobody is there");
  const hidden = await anAsset(author, { kind: "article" });
  await expectProblem(addLike(other, hidden), "not-found");
  await expectProblem(getLikes(other, hidden), "not-found");
  await expectProblem(addLike(ctx, article), "not-signed-in");
});

it("COM-3: the most liked article stands first, and the viewer's own likes are marked", async () => {
  const [author, other] = people;
  if (author === undefined || other === undefined) throw new Error("nobody is there");
  const liked = await aPublishedAsset(author, { kind: "article" });
  await addLike(author, liked);
  await addLike(other, liked);
  const { items } = await listArticles(other, { sort: "likes", limit: 10 });
  expect(items[0]).toMatchObject({ asset: { name: liked.name }, likes: 2, isLiked: true });
});
