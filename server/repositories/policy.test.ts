import { expect, it } from "vitest";
import type { Role } from "#contract/accounts/account.ts";
import { ANONYMOUS, type Credential, type SignedIn, type Viewer } from "../accounts/index.ts";
import { withTransaction } from "../platform/database/index.ts";
import { anOrdinaryUser, anOrganisation } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { aRepository, PUBLIC } from "../testing/repositories.ts";
import { findRepository } from "./find-repository.ts";
import { type Grant, type GrantSource, rightLevel, visibleRepositories } from "./policy.ts";
import { requireRepository } from "./require-repository.ts";
import type { Repository, RightLevel } from "./repository.ts";
import { setGrants } from "./set-grants.ts";

const ctx = await testContext();
const owner = await anOrdinaryUser(ctx);
const other = await anOrdinaryUser(ctx);
const { id: organisation } = await anOrganisation(ctx, { owner });
const LEVELS: RightLevel[] = [0, 1, 2, 3, 4];
const minuteMs = 60_000;

/** What a grant may look like: to everyone, a person, an organisation; with and without an end. */
function* grantsOf(level: Grant["level"]): Generator<Grant> {
  for (const namespaceId of [null, other.accountId, organisation]) {
    yield { namespaceId, level };
    yield { namespaceId, level, validUntil: new Date(Date.now() + minuteMs) };
    yield { namespaceId, level, validUntil: new Date(Date.now() - minuteMs) };
  }
}

async function repositoriesOfTheMatrix(): Promise<Map<Repository, Grant[]>> {
  const repositories = new Map<Repository, Grant[]>();
  const make = async (namespaceId: number, shares: readonly (readonly [GrantSource, Grant])[]) => {
    const repository = await aRepository(ctx, { owner: { id: namespaceId } });
    await withTransaction(ctx.db, async (trx) => {
      for (const [source, grant] of shares) {
        await setGrants(trx, repository.id, { source, grants: [grant] });
      }
    });
    const own: Grant = { namespaceId, level: 4 };
    repositories.set(repository, [own, ...shares.map(([, grant]) => grant)]);
  };
  await make(owner.accountId, []);
  await make(organisation, []);
  for (const level of [1, 2, 3, 4] as const) {
    for (const grant of grantsOf(level)) await make(owner.accountId, [["share", grant]]);
    const gated: Grant = { namespaceId: null, level: 1 };
    await make(owner.accountId, [
      ["visibility", gated],
      ["gate", { namespaceId: other.accountId, level }],
    ]);
  }
  return repositories;
}

function* viewersOfTheMatrix(ids: number[]): Generator<Viewer> {
  yield ANONYMOUS;
  const credentials: Credential[] = [
    { kind: "session", sessionId: 1 },
    { kind: "system" },
    { kind: "token", tokenId: 1, scope: "read" },
    { kind: "token", tokenId: 1, scope: "write" },
    { kind: "fine-grained-token", tokenId: 1, repositories: new Map() },
    {
      kind: "fine-grained-token",
      tokenId: 1,
      repositories: new Map(ids.map((id, at) => [id, at % 3 === 0 ? 3 : 2] as const).slice(5)),
    },
  ];
  const roles: (Role | undefined)[] = [undefined, "member", "maintainer", "owner"];
  for (const account of [owner, other]) {
    for (const role of roles) {
      for (const credential of credentials) {
        for (const isAdmin of [false, true]) {
          const acting = new Map<number, Role>([[account.accountId, "owner"]]);
          if (role !== undefined) acting.set(organisation, role);
          const viewer: SignedIn = { ...account, roles: acting, isAdmin, credential };
          yield viewer;
        }
      }
    }
  }
}

it("PLT-6: the right level and its SQL twin agree over the whole matrix", async () => {
  const repositories = await repositoriesOfTheMatrix();
  const ids = [...repositories.keys()].map(({ id }) => id);
  const now = new Date();
  let compared = 0;
  for (const viewer of viewersOfTheMatrix(ids)) {
    const levels = new Map(
      [...repositories].map(([{ id }, grants]) => [
        id,
        rightLevel(viewer, { repositoryId: id, grants, now }),
      ]),
    );
    for (const minimum of LEVELS) {
      const rows = await ctx.db
        .selectFrom("repositories")
        .select("id")
        .where((eb) => visibleRepositories(viewer, minimum, now)(eb.ref("repositories.id")))
        .orderBy("id")
        .execute();
      const expected = ids.filter((id) => (levels.get(id) ?? 0) >= minimum);
      expect(
        rows.map(({ id }) => id),
        JSON.stringify({ viewer, minimum }),
      ).toEqual(expected.toSorted((one, two) => one - two));
      compared += ids.length;
    }
  }
  expect(compared).toBeGreaterThan(20_000);
});

it("PLT-6: what a repository gives is found with it, in any case of its name", async () => {
  const repository = await aRepository(ctx, { owner, name: "Some.Model", grants: PUBLIC });
  const address = { kind: "model", owner: owner.name.toUpperCase(), name: "some.MODEL" } as const;
  const found = await findRepository(ctx.as(other), address);
  expect(found).toMatchObject({ level: 2, movedTo: false, repository: { id: repository.id } });
  expect((await findRepository(ctx.as(owner), address))?.level).toBe(4);
  expect((await findRepository(ctx.as(ANONYMOUS), address))?.level).toBe(2);
});

it("PLT-6: what one may not see does not exist; what one may not do is forbidden", async () => {
  const hidden = await aRepository(ctx, { owner });
  const shown = await aRepository(ctx, { owner, grants: PUBLIC });
  const of = ({ name }: Repository) => ({ kind: "model", owner: owner.name, name }) as const;
  const codeOf = async (viewer: Viewer, repository: Repository, right: "read" | "write") =>
    requireRepository(ctx.as(viewer), of(repository), right).then(
      () => "ok",
      (error: { code: string }) => error.code,
    );
  expect(await codeOf(other, hidden, "read")).toBe("not-found");
  expect(await codeOf(ANONYMOUS, hidden, "write")).toBe("not-found");
  expect(await codeOf(other, shown, "read")).toBe("ok");
  expect(await codeOf(other, shown, "write")).toBe("forbidden");
  expect(await codeOf(ANONYMOUS, shown, "write")).toBe("not-signed-in");
  expect(await codeOf(owner, hidden, "write")).toBe("ok");
});
