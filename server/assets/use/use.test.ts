import { beforeAll, describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { ANONYMOUS } from "../../accounts/index.ts";
import { wireDomains } from "../../app.ts";
import { anOrdinaryUser, anOrganisation, viewerOf } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { testServer } from "../../testing/http.ts";
import { countDownload, flushUse } from "../count-use.ts";
import { getAsset } from "../get-asset.ts";
import { assetsRoutes } from "../routes.ts";
import { getDownloads } from "./get-downloads.ts";
import { noteView } from "./note-view.ts";

const HALF_AN_HOUR_MS = 30 * 60_000;
const base = await testContext();
const anyone = base.as(ANONYMOUS);
const app = await testServer(base, assetsRoutes);
let owner: TestContext;
let reader: TestContext;
let asset: Address;

beforeAll(async () => {
  wireDomains(base);
  owner = base.as(await anOrdinaryUser(base));
  reader = base.as(await anOrdinaryUser(base));
  asset = await aPublishedAsset(owner);
});

/** How many views the looks add, once they are written. */
async function viewsOf(look: () => Promise<void>, address: Address = asset): Promise<number> {
  await flushUse(base);
  const { views } = await getAsset(owner, address);
  await look();
  await flushUse(base);
  return (await getAsset(owner, address)).views - views;
}

const from = (ipAddress: string): TestContext => ({ ...anyone, ipAddress });

describe("views", () => {
  it("DIS-10: those of one caller within half an hour count once", async () => {
    const views = await viewsOf(async () => {
      await noteView(reader, asset);
      await noteView(reader, asset);
      await noteView(reader.later(HALF_AN_HOUR_MS - 1000), asset);
    });
    expect(views).toBe(1);
    const later = reader.later(HALF_AN_HOUR_MS + 1000);
    expect(await viewsOf(() => noteView(later, asset))).toBe(1);
  });

  it("DIS-10: other callers count each, signed in or not, and each asset by itself", async () => {
    const other = await aPublishedAsset(owner);
    const somebody = base.as(await anOrdinaryUser(base));
    const look = async () => {
      for (const caller of [somebody, from("198.51.100.7"), from("198.51.100.8")]) {
        await noteView(caller, asset);
        await noteView(caller, other);
      }
      await noteView(from("198.51.100.7"), asset);
    };
    const both = [await viewsOf(look), (await getAsset(owner, other)).views];
    expect(both).toEqual([3, 3]);
  });

  it("DIS-10: an account counts once from wherever it comes", async () => {
    const somebody = base.as(await anOrdinaryUser(base));
    const views = await viewsOf(async () => {
      await noteView({ ...somebody, ipAddress: "198.51.100.20" }, asset);
      await noteView({ ...somebody, ipAddress: "198.51.100.21" }, asset);
    });
    expect(views).toBe(1);
  });

  it("DIS-10: the owner's do not count, not even with a token that may only read", async () => {
    const { viewer } = owner;
    if (viewer.kind !== "account") throw new Error("the owner has an account");
    const credential = { kind: "token", tokenId: 1, scope: "read" } as const;
    const views = await viewsOf(async () => {
      await noteView(owner, asset);
      await noteView(base.as({ ...viewer, credential }), asset);
    });
    expect(views).toBe(0);
  });

  it("DIS-10: nor do those of the members of an organisation that owns it", async () => {
    const [founder, member] = [await anOrdinaryUser(base), await anOrdinaryUser(base)];
    const members = [{ account: member, role: "member" }] as const;
    const { name } = await anOrganisation(base, { owner: founder, members });
    const asFounder = base.as(await viewerOf(base, founder.name));
    const asMember = base.as(await viewerOf(base, member.name));
    const owned = await aPublishedAsset(asFounder, { owner: name });
    const views = await viewsOf(async () => {
      await noteView(asFounder, owned);
      await noteView(asMember, owned);
    }, owned);
    expect(views).toBe(0);
    expect(await viewsOf(() => noteView(reader, owned), owned)).toBe(1);
  });

  it("DIS-10: reading an asset by the API is no view", async () => {
    const views = await viewsOf(async () => {
      await getAsset(from("198.51.100.30"), asset);
    });
    expect(views).toBe(0);
  });

  it("DIS-10: nor is what robots ask for: GET and HEAD count nothing, whatever they ask", async () => {
    const path = `/api/v1/assets/${asset.kind}/${asset.owner}/${asset.name}`;
    const remoteAddress = "198.51.100.40";
    const looks = await viewsOf(async () => {
      for (const method of ["GET", "HEAD"] as const) {
        for (const url of [path, `${path}/views`, `${path}/downloads`]) {
          await app.inject({ method, url, remoteAddress });
        }
      }
    });
    expect(looks).toBe(0);
    const views = await viewsOf(async () => {
      const answer = await app.inject({ method: "POST", url: `${path}/views`, remoteAddress });
      expect(answer.statusCode).toBe(204);
    });
    expect(views).toBe(1);
  });

  it("DIS-10: a clock that was put back silences nobody", async () => {
    const somebody = base.as(await anOrdinaryUser(base));
    const ahead = somebody.later(10 * 365 * 86_400_000);
    expect(await viewsOf(() => noteView(ahead, asset))).toBe(1);
    expect(await viewsOf(() => noteView(somebody, asset))).toBe(1);
    expect(await viewsOf(() => noteView(somebody, asset))).toBe(0);
  });

  it("DIS-10: a storm of looks counts every caller once", async () => {
    const views = await viewsOf(async () => {
      const callers = Array.from({ length: 500 }, (_, index) => from(`203.0.113.${index % 250}`));
      await Promise.all(callers.map((caller) => noteView(caller, asset)));
    });
    expect(views).toBe(250);
  });

  it("DIS-10: what one does not see has no views to count", async () => {
    const draft = await anAsset(owner);
    await expectProblem(noteView(reader, draft), "not-found");
    await expectProblem(noteView(anyone, { ...draft, name: "none" }), "not-found");
  });
});

describe("downloads lately", () => {
  it("DIS-4: are those of thirty days, for whoever sees the asset", async () => {
    const address = await aPublishedAsset(owner);
    const { id } = await base.db
      .selectFrom("repositories")
      .select("id")
      .where("name", "=", address.name)
      .executeTakeFirstOrThrow();
    const daysAgo = (days: number) => base.later(-days * 86_400_000);
    countDownload(daysAgo(40), { assetId: id, caller: "long ago" });
    countDownload(daysAgo(3), { assetId: id, caller: "one" });
    countDownload(base, { assetId: id, caller: "two" });
    countDownload(base, { assetId: id, caller: "three" });
    await flushUse(base);
    const { days, total } = await getDownloads(anyone, address);
    expect(total).toBe(3);
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toEqual({ day: new Date().toISOString().slice(0, 10), downloads: 2 });
    expect(days.at(-4)?.downloads).toBe(1);
    const draft = await anAsset(owner);
    await expectProblem(getDownloads(reader, draft), "not-found");
  });
});
