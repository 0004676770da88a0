import { describe, expect, it } from "vitest";
import { anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { listAccounts } from "./list-accounts.ts";
import { suspendAccount } from "./suspend-account.ts";

const ctx = await testContext();
const administrator = await aUser(ctx, { name: "first", nickname: "The First" });
const asOperator = ctx.as(administrator);
const second = await aUser(ctx, { name: "second", nickname: "Ünique" });
await aUser(ctx, { name: "third_one" });

const names = async (search: Parameters<typeof listAccounts>[1]) =>
  (await listAccounts(asOperator, search)).items.map(({ name }) => name);

describe("PLT-4: the operator's list of accounts", () => {
  it("is newest first, page by page, with what operators must know", async () => {
    const first = await listAccounts(asOperator, { limit: 2 });
    expect(first.items.map(({ name }) => name)).toEqual(["third_one", "second"]);
    expect(await names({ limit: 2, cursor: first.nextCursor ?? "" })).toEqual(["first"]);
    expect(first.items[1]).toMatchObject({
      id: second.publicId,
      nickname: "Ünique",
      email: "second@example.org",
      state: "active",
      isAdmin: false,
    });
  });

  it("is searched by the beginning of name, account ID, nickname and e-mail address", async () => {
    expect(await names({ q: "SEC", limit: 9 })).toEqual(["second"]);
    expect(await names({ q: "ünI", limit: 9 })).toEqual(["second"]);
    expect(await names({ q: second.publicId, limit: 9 })).toEqual(["second"]);
    expect(await names({ q: "Third_One@", limit: 9 })).toEqual(["third_one"]);
    expect(await names({ q: "third%", limit: 9 })).toEqual([]);
  });

  it("shows who is suspended, and only to administrators", async () => {
    await suspendAccount(asOperator, "second");
    expect(await names({ state: "suspended", limit: 9 })).toEqual(["second"]);
    expect(await names({ state: "active", q: "s", limit: 9 })).toEqual([]);
    const other = ctx.as(await anOrdinaryUser(ctx));
    await expectProblem(listAccounts(other, { limit: 9 }), "forbidden");
  });
});
