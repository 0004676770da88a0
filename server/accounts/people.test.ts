import { describe, expect, it } from "vitest";
import { anOrganisation, anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { findPeople } from "./find-people.ts";
import { suspendAccount } from "./suspend-account.ts";

const ctx = await testContext();
const administrator = await aUser(ctx, { name: "root-of-all" });

async function namesFor(q: string, limit = 100): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await findPeople(ctx, { q, limit, cursor: cursor ?? undefined });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    names.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return names;
}

describe("people", () => {
  it("ACC-3: are found by the beginning of their name, in any case, sorted by it", async () => {
    for (const name of ["search-b", "Search-A", "search-a2"]) await aUser(ctx, { name });
    expect(await namesFor("SEARCH-")).toEqual(["Search-A", "search-a2", "search-b"]);
    expect(await namesFor("search-a2")).toEqual(["search-a2"]);
    expect(await namesFor("earch-")).toEqual([]);
  });

  it("ACC-3: are found by their account ID, whole or its beginning", async () => {
    const user = await aUser(ctx);
    expect(await namesFor(user.publicId)).toEqual([user.name]);
    expect(await namesFor(user.publicId.slice(0, 20).toUpperCase())).toEqual([user.name]);
  });

  it("ACC-3: are found by their nickname in any script and case", async () => {
    await aUser(ctx, { name: "ming1", nickname: "王小明" });
    await aUser(ctx, { name: "ming2", nickname: "王小红" });
    await aUser(ctx, { name: "zoe", nickname: "ZOË Łukasz" });
    expect((await namesFor("王小")).toSorted()).toEqual(["ming1", "ming2"]);
    expect(await namesFor("王小明")).toEqual(["ming1"]);
    expect(await namesFor("zoë ł")).toEqual(["zoe"]);
  });

  it("ACC-3: come once, by name first, however the pages are cut", async () => {
    const expected = [];
    for (let place = 0; place < 4; place += 1) {
      expected.push((await aUser(ctx, { name: `twice-${place}`, nickname: "twice-x" })).name);
    }
    for (let place = 0; place < 4; place += 1) {
      expected.push((await aUser(ctx, { name: `other-${place}`, nickname: "Twice-same" })).name);
    }
    for (const limit of [1, 2, 3, 4, 5, 8, 9]) {
      expect(await namesFor("twice-", limit), `pages of ${limit}`).toEqual(expected);
    }
  });

  it("PLT-7: take %, _ and \\ as they are", async () => {
    await aUser(ctx, { name: "percent", nickname: "100% sure" });
    await aUser(ctx, { name: "underline", nickname: "a_b" });
    await aUser(ctx, { name: "backslash", nickname: String.raw`c:\temp` });
    expect(await namesFor("100%")).toEqual(["percent"]);
    expect(await namesFor("a_")).toEqual(["underline"]);
    expect(await namesFor(String.raw`c:\t`)).toEqual(["backslash"]);
    for (const q of ["%", "_", "\\", "a\0", "\uD800", "' or true --"]) {
      expect(await namesFor(q), JSON.stringify(q)).toEqual([]);
    }
  });

  it("ACC-3: are no organisations, and nobody suspended", async () => {
    const owner = await anOrdinaryUser(ctx, { name: "hidden-owner" });
    await anOrganisation(ctx, { owner, name: "hidden-organisation" });
    expect(await namesFor("hidden-")).toEqual([owner.name]);
    await suspendAccount(ctx.as(administrator), owner.name);
    expect(await namesFor("hidden-")).toEqual([]);
  });

  it("refuse a cursor that is not theirs", async () => {
    for (const key of [["secret", null, 0], ["name", 5, 0], "name", null, ["name", null, 0.5]]) {
      const cursor = Buffer.from(JSON.stringify(key)).toString("base64url");
      const attempt = findPeople(ctx, { q: "a", limit: 1, cursor });
      await expect(attempt).rejects.toMatchObject({ code: "validation-failed" });
    }
  });
});
