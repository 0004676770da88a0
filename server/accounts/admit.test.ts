import { describe, expect, it } from "vitest";
import type { Access } from "#contract/endpoint.ts";
import { isProblem } from "#contract/problems.ts";
import { admit } from "./admit.ts";
import { ANONYMOUS, type Credential, signedIn, type Viewer } from "./viewer.ts";

const account = { accountId: 7, publicId: "p", name: "alice" };
const as = (credential: Credential, isAdmin = false): Viewer =>
  signedIn({ ...account, isAdmin }, credential);

const CREDENTIALS = {
  session: { kind: "session", sessionId: 1 },
  write: { kind: "token", tokenId: 1, scope: "write" },
  read: { kind: "token", tokenId: 1, scope: "read" },
  fine: { kind: "fine-grained-token", tokenId: 1, repositories: new Map([[1, 3]]) },
  system: { kind: "system" },
} as const satisfies Record<string, Credential>;

const VIEWERS: Record<string, Viewer> = {
  anonymous: ANONYMOUS,
  ...Object.fromEntries(Object.entries(CREDENTIALS).map(([name, it]) => [name, as(it)])),
  ...Object.fromEntries(
    Object.entries(CREDENTIALS).map(([name, it]) => [`admin ${name}`, as(it, true)]),
  ),
};

function admitted(access: Access): string[] {
  return Object.entries(VIEWERS).flatMap(([name, viewer]) =>
    answer(access, viewer) ? [] : [name],
  );
}

function answer(access: Access, viewer: Viewer): string | undefined {
  try {
    admit(access, { viewer });
    return undefined;
  } catch (error) {
    return isProblem(error) ? error.code : "bug";
  }
}

const EVERYBODY = Object.keys(VIEWERS);
const without = (...names: string[]) => EVERYBODY.filter((name) => !names.includes(name));

describe("admit", () => {
  it("PLT-6: lets everybody read what is for anyone", () => {
    expect(admitted({ who: "anyone", scope: "read" })).toEqual(EVERYBODY);
  });

  it("PLT-6: lets read and fine-grained tokens change nothing of the account", () => {
    const narrow = ["read", "fine", "admin read", "admin fine"];
    expect(admitted({ who: "anyone", scope: "write" })).toEqual(without(...narrow));
    expect(admitted({ who: "signed-in", scope: "write" })).toEqual(without("anonymous", ...narrow));
  });

  it("PLT-6: leaves writes on a repository of fine-grained tokens to the repository's policy", () => {
    expect(admitted({ who: "signed-in", scope: "write", right: "write" })).toEqual(
      without("anonymous", "read", "admin read"),
    );
  });

  it("PLT-6: wants a browser session, or the operator, where no token may act", () => {
    expect(admitted({ who: "signed-in", scope: "read", sessionOnly: true })).toEqual([
      "session",
      "system",
      "admin session",
      "admin system",
    ]);
  });

  it("PLT-6: lets administrators in by session, command or a token for the whole account", () => {
    expect(admitted({ who: "administrator", scope: "read" })).toEqual([
      "admin session",
      "admin write",
      "admin read",
      "admin system",
    ]);
    expect(admitted({ who: "administrator", scope: "write" })).toEqual([
      "admin session",
      "admin write",
      "admin system",
    ]);
  });

  it("PLT-6: says what is missing: an identity, the account's right, or the token's scope", () => {
    expect(answer({ who: "signed-in", scope: "read" }, ANONYMOUS)).toBe("not-signed-in");
    expect(answer({ who: "administrator", scope: "read" }, ANONYMOUS)).toBe("not-signed-in");
    expect(answer({ who: "administrator", scope: "read" }, as(CREDENTIALS.session))).toBe(
      "forbidden",
    );
    expect(answer({ who: "signed-in", scope: "write" }, as(CREDENTIALS.read))).toBe(
      "token-scope-too-small",
    );
  });
});
