import { describe, expect, it } from "vitest";
import { NO_ASSETS } from "../testing/account-ports.ts";
import { aName, anOrganisation, anOrdinaryUser, aUser, viewerOf } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { Browser, testServer } from "../testing/http.ts";
import { accountsRoutes } from "./routes.ts";
import { editAccount } from "./edit-account.ts";
import { getProfile } from "./get-profile.ts";
import { getSession } from "./get-session.ts";
import { findAccountsByName } from "./store/accounts.ts";
import { findNamespace, summariseNamespaces } from "./store/namespaces.ts";

const ctx = await testContext();
const administrator = await aUser(ctx);

async function rename(accountId: number, former: string): Promise<void> {
  await ctx.db
    .insertInto("namespace_redirects")
    .values({ name_key: former.toLowerCase(), namespace_id: accountId })
    .execute();
}

describe("one's own account", () => {
  it("ACC-3: has a name, a stable ID, nickname, avatar, e-mail and bio", async () => {
    const user = await aUser(ctx, { nickname: "Nick" });
    const { account } = await getSession(ctx.as(user));
    expect(account).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: user.name,
      nickname: "Nick",
      email: `${user.name}@example.org`,
      emailVerified: false,
      bio: "",
      avatarUrl: null,
    });
  });

  it("ACC-3: is edited field by field", async () => {
    const user = ctx.as(await aUser(ctx, { nickname: "Nick" }));
    expect(await editAccount(user, { bio: "𝒳".repeat(500) })).toMatchObject({ nickname: "Nick" });
    expect(await editAccount(user, { nickname: "", language: "zh" })).toMatchObject({
      nickname: "",
      language: "zh",
      bio: "𝒳".repeat(500),
    });
    expect(await editAccount(user, {})).toMatchObject({ language: "zh" });
  });

  it("ACC-3: a new e-mail address is to be verified again; the same in other case is not", async () => {
    const viewer = await aUser(ctx);
    const user = ctx.as(viewer);
    await ctx.db
      .updateTable("accounts")
      .set({ email_verified_at: new Date() })
      .where("id", "=", viewer.accountId)
      .execute();
    const same = await editAccount(user, { email: `${viewer.name.toUpperCase()}@example.org` });
    expect(same.emailVerified).toBe(true);
    const other = await editAccount(user, { email: `${aName()}@example.org` });
    expect(other.emailVerified).toBe(false);
  });

  it("ACC-3: cannot take the e-mail address of another account", async () => {
    const [user, other] = [await aUser(ctx), await aUser(ctx)];
    const attempt = editAccount(ctx.as(user), { email: `${other.name}@EXAMPLE.ORG` });
    await expect(attempt).rejects.toMatchObject({ code: "email-taken" });
  });

  it("ACC-3: names the field and the limit of what is too long", async () => {
    const app = await server;
    const browser = new Browser(app);
    const sent = await browser.send({
      method: "POST",
      url: "/api/v1/accounts",
      payload: { name: aName(), email: `${aName()}@example.org`, password: "long enough" },
    });
    expect(sent.statusCode).toBe(201);
    const response = await browser.send({
      method: "PATCH",
      url: "/api/v1/me",
      payload: { bio: "x".repeat(501), nickname: "y".repeat(65), email: "no address" },
    });
    expect(response.json()).toMatchObject({
      status: 400,
      issues: [{ pointer: "/nickname" }, { pointer: "/email" }, { pointer: "/bio" }],
    });
    expect(response.json().issues[2].message).toContain("at most 500");
  });
});

describe("a profile", () => {
  it("ACC-3: of a person shows their organisations and never their e-mail address", async () => {
    const owner = await aUser(ctx, { nickname: "Owner" });
    const organisation = await anOrganisation(ctx, { owner });
    const profile = await getProfile(ctx, owner.name.toUpperCase());
    expect(profile).toMatchObject({
      id: owner.publicId,
      kind: "user",
      nickname: "Owner",
      members: [{ name: organisation.name, kind: "organisation", role: "owner" }],
      abilities: { edit: false, createAsset: false, manageMembers: false },
    });
    expect(JSON.stringify(profile)).not.toContain("example.org");
    const own = await getProfile(ctx.as(owner), owner.name);
    expect(own.abilities).toEqual({ edit: true, createAsset: true, manageMembers: false });
  });

  it("ACC-3: is found by a former name", async () => {
    const user = await aUser(ctx);
    const former = aName("Former");
    await rename(user.accountId, former);
    expect(await getProfile(ctx, former)).toMatchObject({ name: user.name });
    expect(await findNamespace(ctx.db, former)).toEqual({
      id: user.accountId,
      name: user.name,
      kind: "user",
      movedFrom: former,
    });
  });

  it("PLT-6: is not found for names that nobody has, and for deleted accounts", async () => {
    const user = await anOrdinaryUser(ctx);
    await ctx.db
      .updateTable("accounts")
      .set({ state: "deleted" })
      .where("id", "=", user.accountId)
      .execute();
    for (const name of [user.name, aName(), "a\0b", "x".repeat(200), "%", "\uD800"]) {
      await expect(getProfile(ctx, name)).rejects.toMatchObject({ code: "not-found" });
    }
  });
});

describe("looking accounts up", () => {
  it("by many names at once, in any case, leaving out what nobody has", async () => {
    const [first, second] = [await aUser(ctx), await aUser(ctx)];
    const names = [first.name.toUpperCase(), second.name, second.name, aName(), "a\0b"];
    const found = await findAccountsByName(ctx.db, names);
    expect([...found.keys()].toSorted()).toEqual([first.name, second.name].toSorted());
    expect(found.get(first.name)).toEqual({
      id: first.accountId,
      publicId: first.publicId,
      name: first.name,
    });
    expect(await findAccountsByName(ctx.db, [])).toEqual(new Map());
  });

  it("by many ids at once, people and organisations alike", async () => {
    const owner = await aUser(ctx, { nickname: "Owner" });
    const organisation = await anOrganisation(ctx, { owner });
    const found = await summariseNamespaces(ctx.db, [
      owner.accountId,
      organisation.id,
      owner.accountId,
      999_999,
    ]);
    expect(found.get(owner.accountId)).toEqual({
      name: owner.name,
      kind: "user",
      nickname: "Owner",
      avatarUrl: null,
    });
    expect(found.get(organisation.id)).toMatchObject({ kind: "organisation", avatarUrl: null });
    expect(found.size).toBe(2);
  });

  it("acting for an account at the command line takes its roles along", async () => {
    const owner = await aUser(ctx);
    const organisation = await anOrganisation(ctx, { owner });
    const viewer = await viewerOf(ctx, owner.publicId);
    expect(viewer.credential).toEqual({ kind: "system" });
    expect(viewer.roles.get(organisation.id)).toBe("owner");
    await expect(viewerOf(ctx, aName())).rejects.toMatchObject({ code: "not-found" });
    expect(administrator.isAdmin).toBe(true);
  });
});

const server = testServer(ctx, (mount) => accountsRoutes(mount, NO_ASSETS));
