import { describe, expect, it } from "vitest";
import type { Role } from "#contract/accounts/account.ts";
import { allEndpoints } from "#contract/endpoints.ts";
import {
  canCreateIn,
  canEditProfile,
  canManageMembers,
  canRemoveMember,
  canWrite,
  roleIn,
} from "./policy.ts";
import { isReservedName } from "./reserved-names.ts";
import { ANONYMOUS, type Credential, type SignedIn, signedIn } from "./viewer.ts";

const SELF = 7;
const ORGANISATION = 9;
const SESSION: Credential = { kind: "session", sessionId: 1 };

function viewer(role: Role | undefined, credential: Credential = SESSION): SignedIn {
  const roles = new Map(role === undefined ? [] : [[ORGANISATION, role] as const]);
  return signedIn({ accountId: SELF, publicId: "p", name: "a", isAdmin: false, roles }, credential);
}

const POWERLESS: Credential[] = [
  { kind: "token", tokenId: 1, scope: "read" },
  { kind: "fine-grained-token", tokenId: 1, repositories: new Map([[1, 3]]) },
];

describe("what a viewer may do in a namespace", () => {
  it("ACC-2: follows the role: owner, maintainer, member, none", () => {
    const roles = ["owner", "maintainer", "member", undefined] as const;
    const table = roles.map((role) => {
      const it = viewer(role);
      return [
        canCreateIn(it, ORGANISATION),
        canEditProfile(it, ORGANISATION),
        canManageMembers(it, ORGANISATION),
        canRemoveMember(it, { organisationId: ORGANISATION, accountId: 8 }),
        canRemoveMember(it, { organisationId: ORGANISATION, accountId: SELF }),
      ].map(Number);
    });
    expect(table).toEqual([
      [1, 1, 1, 1, 1],
      [1, 1, 0, 0, 1],
      [0, 0, 0, 0, 1],
      [0, 0, 0, 0, 1],
    ]);
  });

  it("an account is owner of its own namespace and of no other", () => {
    expect(roleIn(viewer(undefined), SELF)).toBe("owner");
    expect(roleIn(viewer(undefined), ORGANISATION)).toBeUndefined();
    expect(roleIn(ANONYMOUS, SELF)).toBeUndefined();
  });

  it("PLT-6: a read or fine-grained token can do none of it, whatever the role", () => {
    for (const credential of POWERLESS) {
      const it = viewer("owner", credential);
      expect(canWrite(it)).toBe(false);
      expect(canCreateIn(it, SELF)).toBe(false);
      expect(canEditProfile(it, ORGANISATION)).toBe(false);
      expect(canManageMembers(it, ORGANISATION)).toBe(false);
      expect(canRemoveMember(it, { organisationId: ORGANISATION, accountId: SELF })).toBe(false);
    }
  });

  it("PLT-6: an anonymous viewer can do none of it", () => {
    expect(canWrite(ANONYMOUS)).toBe(false);
    expect(canCreateIn(ANONYMOUS, SELF)).toBe(false);
    expect(canManageMembers(ANONYMOUS, ORGANISATION)).toBe(false);
    expect(canRemoveMember(ANONYMOUS, { organisationId: ORGANISATION, accountId: SELF })).toBe(
      false,
    );
  });
});

describe("reserved names", () => {
  it("ACC-3: hold the first segment of every address of the API", () => {
    const segments = allEndpoints().map(({ path }) => path.split("/")[1] ?? "");
    const names = segments.filter((segment) => /^[a-z][a-z-]+$/.test(segment));
    expect(names.filter((name) => !isReservedName(name))).toEqual([]);
  });
});
