import { describe, expect, it } from "vitest";
import type { Role } from "#contract/accounts/account.ts";
import { aName, anOrganisation, anOrdinaryUser, aUser, viewerOf } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { createOrganisation } from "./create-organisation.ts";
import { editOrganisation } from "./edit-organisation.ts";
import { getProfile } from "./get-profile.ts";
import { getSession } from "./get-session.ts";
import { listMembers } from "./list-members.ts";
import { removeMember } from "./remove-member.ts";
import { setMember } from "./set-member.ts";
import type { SignedIn } from "./viewer.ts";

const ctx = await testContext();
const administrator = await aUser(ctx);

/** An organisation with one member in each role, and a stranger to it. */
async function aTeam() {
  const [owner, maintainer, member, stranger] = [
    await anOrdinaryUser(ctx),
    await aUser(ctx),
    await aUser(ctx),
    await aUser(ctx),
  ];
  const organisation = await anOrganisation(ctx, {
    owner,
    members: [
      { account: maintainer, role: "maintainer" },
      { account: member, role: "member" },
    ],
  });
  const again = (viewer: SignedIn) => viewerOf(ctx, viewer.name);
  return {
    organisation,
    owner: await again(owner),
    maintainer: await again(maintainer),
    member: await again(member),
    stranger,
  };
}

async function rolesOf(owner: string): Promise<Record<string, Role>> {
  const { items } = await listMembers(ctx, owner, { limit: 100 });
  return Object.fromEntries(items.map(({ name, role }) => [name, role]));
}

describe("an organisation", () => {
  it("ACC-2: is a namespace whose creator is its owner", async () => {
    const creator = await aUser(ctx);
    const name = aName("Org");
    const profile = await createOrganisation(ctx.as(creator), { name, nickname: "组织" });
    expect(profile).toMatchObject({
      name,
      kind: "organisation",
      nickname: "组织",
      members: [{ name: creator.name, role: "owner" }],
      abilities: { edit: true, createAsset: true, manageMembers: true },
    });
    const { account } = await getSession(ctx.as(creator));
    expect(account?.organisations).toMatchObject([{ name, role: "owner" }]);
  });

  it("ACC-2: shares the names of people, in any case, and their reserved words", async () => {
    const creator = ctx.as(await aUser(ctx));
    const { name } = await aUser(ctx);
    const create = (taken: string) => createOrganisation(creator, { name: taken, nickname: "" });
    await expect(create(name.toUpperCase())).rejects.toMatchObject({ code: "name-taken" });
    await expect(create("Models")).rejects.toMatchObject({ code: "name-reserved" });
    const one = aName("org");
    const results = await Promise.allSettled([create(one), create(one.toUpperCase())]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("ACC-2: gives each role its abilities, and strangers none", async () => {
    const { organisation, owner, maintainer, member, stranger } = await aTeam();
    const abilitiesOf = async (viewer: SignedIn) =>
      (await getProfile(ctx.as(viewer), organisation.name)).abilities;
    const none = { edit: false, createAsset: false, manageMembers: false };
    expect(await abilitiesOf(owner)).toEqual({
      edit: true,
      createAsset: true,
      manageMembers: true,
    });
    expect(await abilitiesOf(maintainer)).toEqual({ ...none, edit: true, createAsset: true });
    expect(await abilitiesOf(member)).toEqual(none);
    expect(await abilitiesOf(stranger)).toEqual(none);
    expect(await abilitiesOf(administrator)).toEqual({ ...none, manageMembers: true });
    expect((await getProfile(ctx, organisation.name)).abilities).toEqual(none);
  });

  it("ACC-2: is edited by owners and maintainers only", async () => {
    const { organisation, maintainer, member, stranger } = await aTeam();
    const edited = await editOrganisation(ctx.as(maintainer), organisation.name, { bio: "new" });
    expect(edited).toMatchObject({ bio: "new", nickname: "" });
    for (const viewer of [member, stranger]) {
      const attempt = editOrganisation(ctx.as(viewer), organisation.name, { bio: "x" });
      await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("ACC-2: an account is no organisation, and what does not exist is not found", async () => {
    const { owner } = await aTeam();
    for (const name of [owner.name, aName(), "a\0b", "../x"]) {
      const attempt = editOrganisation(ctx.as(owner), name, { bio: "x" });
      await expect(attempt, name).rejects.toMatchObject({ code: "not-found" });
      await expect(listMembers(ctx, name, { limit: 1 })).rejects.toMatchObject({
        code: "not-found",
      });
    }
  });
});

describe("the members of an organisation", () => {
  it("ACC-2: are added and changed by owners, by name or account ID", async () => {
    const { organisation, owner, stranger } = await aTeam();
    const [asOwner, on] = [ctx.as(owner), { owner: organisation.name.toUpperCase() }];
    await setMember(asOwner, { ...on, account: stranger.name.toUpperCase() }, "member");
    expect((await rolesOf(organisation.name))[stranger.name]).toBe("member");
    await setMember(asOwner, { ...on, account: stranger.publicId }, "maintainer");
    expect((await rolesOf(organisation.name))[stranger.name]).toBe("maintainer");
    const nobody = setMember(asOwner, { ...on, account: aName() }, "member");
    await expect(nobody).rejects.toMatchObject({ code: "not-found" });
    const itself = setMember(asOwner, { ...on, account: organisation.name }, "member");
    await expect(itself).rejects.toMatchObject({ code: "not-found" });
  });

  it("ACC-2: cannot promote themselves or others", async () => {
    const { organisation, maintainer, member, stranger } = await aTeam();
    for (const viewer of [maintainer, member, stranger]) {
      for (const account of [viewer.name, stranger.name]) {
        const attempt = setMember(ctx.as(viewer), { owner: organisation.name, account }, "owner");
        await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
      }
    }
  });

  it("ACC-2: may leave, but remove nobody else", async () => {
    const { organisation, maintainer, member } = await aTeam();
    const at = { owner: organisation.name };
    const attempt = removeMember(ctx.as(maintainer), { ...at, account: member.name });
    await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
    await removeMember(ctx.as(maintainer), { ...at, account: maintainer.name });
    expect(Object.keys(await rolesOf(organisation.name))).not.toContain(maintainer.name);
  });

  it("ACC-2: the last owner cannot leave, be removed or become less", async () => {
    const { organisation, owner } = await aTeam();
    const at = { owner: organisation.name, account: owner.name };
    const code = { code: "last-owner" };
    await expect(removeMember(ctx.as(owner), at)).rejects.toMatchObject(code);
    await expect(removeMember(ctx.as(administrator), at)).rejects.toMatchObject(code);
    await expect(setMember(ctx.as(owner), at, "member")).rejects.toMatchObject(code);
    await setMember(ctx.as(owner), at, "owner");
  });

  it("ACC-2: two owners who leave at once leave one behind", async () => {
    const { organisation, owner, stranger } = await aTeam();
    const on = { owner: organisation.name };
    await setMember(ctx.as(owner), { ...on, account: stranger.name }, "owner");
    const results = await Promise.allSettled(
      [owner, await viewerOf(ctx, stranger.name)].map((viewer) =>
        removeMember(ctx.as(viewer), { ...on, account: viewer.name }),
      ),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(Object.values(await rolesOf(organisation.name))).toContain("owner");
  });

  it("ACC-2: who is no member cannot be removed", async () => {
    const { organisation, owner, stranger } = await aTeam();
    const at = { owner: organisation.name, account: stranger.name };
    await expect(removeMember(ctx.as(owner), at)).rejects.toMatchObject({ code: "not-found" });
    await expect(removeMember(ctx.as(stranger), at)).rejects.toMatchObject({ code: "not-found" });
  });

  it("ACC-2: are listed in pages, each once", async () => {
    const { organisation, owner, maintainer, member } = await aTeam();
    const names: string[] = [];
    let cursor: string | null | undefined;
    do {
      const query = { limit: 1, cursor: cursor ?? undefined };
      const page = await listMembers(ctx, organisation.name, query);
      names.push(...page.items.map((item) => item.name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual([owner.name, maintainer.name, member.name]);
  });
});
