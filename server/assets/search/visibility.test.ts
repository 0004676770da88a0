import { beforeAll, describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "../../accounts/index.ts";
import { testDatabase } from "../../testing/database.ts";
import { NOW, searchFixtures, viewerOf } from "../../testing/search.ts";
import type { SearchRequest } from "./search-request.ts";

const { db } = await testDatabase();
const { aNamespace, anAsset, find, clear } = searchFixtures(db);

describe("who sees what", () => {
  const viewers = new Map<string, Viewer>([["anonymous", ANONYMOUS]]);
  /** Asset ids that each viewer may find. */
  const visible = new Map<string, Set<number>>();

  beforeAll(async () => {
    await clear();
    const [alice, bob] = [await aNamespace(), await aNamespace()];
    const team = await aNamespace("organisation");
    const aliceToken = { kind: "token", tokenId: 1, scope: "read" } as const;
    viewers.set("alice", viewerOf(alice));
    viewers.set("alice by token", viewerOf(alice, { credential: aliceToken }));
    viewers.set(
      "bob of the team",
      viewerOf(bob, {
        roles: new Map([
          [bob, "owner"],
          [team, "member"],
        ]),
      }),
    );
    viewers.set("stranger", viewerOf(await aNamespace()));

    const everyone = [...viewers.keys()];
    const alices = ["alice", "alice by token"];
    const owners = [
      [alice, alices],
      [team, ["bob of the team"]],
    ] as const;
    for (const name of everyone) visible.set(name, new Set());
    for (const [ownerId, ownerNames] of owners) {
      for (const isPublic of [true, false]) {
        for (const isListed of [true, false]) {
          for (const share of ["nobody", "bob", "bob until yesterday"]) {
            const id = await anAsset({
              ownerId,
              isPublic,
              isListed,
              sharedWith: share === "nobody" ? [] : [bob],
              ...(share === "bob until yesterday" && !isPublic
                ? { validUntil: new Date(NOW.getTime() - 86_400_000) }
                : {}),
            });
            const readers = isPublic
              ? everyone
              : [...ownerNames, ...(share === "bob" ? ["bob of the team"] : [])];
            if (isListed) for (const reader of readers) visible.get(reader)?.add(id);
          }
        }
      }
    }
    const everyones = visible.get("anonymous") ?? new Set();
    const some = [...(visible.get("alice") ?? [])].filter((id) => !everyones.has(id)).slice(0, 2);
    viewers.set(
      "alice by a token for two repositories",
      viewerOf(alice, {
        credential: {
          kind: "fine-grained-token",
          tokenId: 2,
          repositories: new Map(some.map((id) => [id, 2])),
        },
      }),
    );
    visible.set("alice by a token for two repositories", everyones.union(new Set(some)));
  });

  const requests: [string, Partial<SearchRequest>][] = [
    ["listing", {}],
    ["listing of a kind by downloads", { kind: "model", sort: "downloads" }],
    ["by relevance", { words: "asset" }],
    ["in order", { words: "asset", sort: "updated" }],
    ["with a filter", { filters: { tag: [] }, sort: "trending" }],
  ];

  it.each(requests)(
    "PLT-6: %s shows each viewer exactly what is theirs to see",
    async (_, request) => {
      for (const [name, viewer] of viewers) {
        const { assetIds, total } = await find({ ...request, viewer });
        expect(new Set(assetIds), name).toEqual(visible.get(name));
        expect(total, name).toEqual({ value: assetIds.length, isExact: true });
      }
    },
  );

  it("DIS-3: favourites and owners narrow within what may be seen", async () => {
    const [id = 0] = visible.get("stranger") ?? [];
    const stranger = viewers.get("stranger");
    const favouritesOf = stranger?.kind === "account" ? stranger.accountId : 0;
    const hidden = [...(visible.get("alice") ?? [])].filter(
      (each) => !visible.get("stranger")?.has(each),
    );
    await db
      .insertInto("favourites")
      .values([id, ...hidden].map((assetId) => ({ account_id: favouritesOf, asset_id: assetId })))
      .execute();
    expect((await find({ viewer: stranger ?? ANONYMOUS, favouritesOf })).assetIds).toEqual([id]);
    const own = viewers.get("alice");
    const namespaceId = own?.kind === "account" ? own.accountId : 0;
    const found = await find({ namespaceId, words: "asset" });
    expect(found.assetIds.length).toBeGreaterThan(0);
    for (const assetId of found.assetIds) expect(visible.get("anonymous")).toContain(assetId);
  });
});
