import { beforeAll, expect, it } from "vitest";
import { NewVersion } from "#contract/publishing/version.ts";
import { wireDomains } from "../app.ts";
import { addVersion, listVersions, takeVersionOffline } from "../publishing/index.ts";
import { readSmallFile, requireRepository, resolveRevision } from "../repositories/index.ts";
import { anOrdinaryUser } from "../testing/accounts.ts";
import { aPublishedAsset } from "../testing/assets.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { settle } from "../testing/settle.ts";
import { subscribe } from "../testing/subscriptions.ts";

const base = await testContext();
const owner = base.as(await anOrdinaryUser(base));
const subscriber = base.as(await anOrdinaryUser(base));
const stranger = base.as(await anOrdinaryUser(base));
beforeAll(() => wireDomains(base));

it("ACC-6: whoever has subscribed is told of a new version, once", async () => {
  const address = await aPublishedAsset(owner);
  const reader = await anOrdinaryUser(base);
  await subscribe(base.as(reader), address);
  await addVersion(owner, address, NewVersion.parse({ number: "1.0.0" }));
  await settle(base);
  const notices = await base.db
    .selectFrom("notices")
    .select(["account_id", "params", "path"])
    .where("kind", "=", "version-published")
    .where("path", "=", `/${address.owner}/${address.name}/versions`)
    .execute();
  expect(notices).toMatchObject([
    {
      account_id: reader.accountId,
      params: { asset: `${address.owner}/${address.name}`, version: "1.0.0" },
    },
  ]);
});

it("DIS-7: a version that was taken offline still works for who has subscribed", async () => {
  const address = await aPublishedAsset(owner);
  for (const number of ["1.0.0", "1.1.0"]) {
    await addVersion(owner, address, NewVersion.parse({ number }));
  }
  await settle(base);
  expect(await subscribe(subscriber, address)).toMatchObject({ version: "1.1.0" });
  await takeVersionOffline(owner, { ...address, number: "1.1.0" });
  const seenBy = async (who: TestContext) => {
    const { items } = await listVersions(who, address, { limit: 10 });
    return items.map(({ number, status }) => `${number} ${status}`);
  };
  expect(await seenBy(subscriber)).toEqual(["1.1.0 offline", "1.0.0 available"]);
  expect(await seenBy(stranger)).toEqual(["1.0.0 available"]);
  const repository = await requireRepository(subscriber, address, "read");
  const commit = await resolveRevision(subscriber, repository, "1.1.0");
  expect(await readSmallFile(subscriber, repository, { commit, path: "README.md" })).toBeDefined();
});
