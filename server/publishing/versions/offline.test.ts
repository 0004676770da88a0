import { beforeAll, describe, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import { deleteTag, requireRepository } from "../../repositories/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { aPublishedAsset } from "../../testing/assets.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { unlistAsset } from "../unlist-asset.ts";
import { addVersion } from "./add-version.ts";
import { bringVersionOnline } from "./bring-version-online.ts";
import { discardVersion } from "./discard-version.ts";
import { getVersion } from "./get-version.ts";
import { listVersions } from "./list-versions.ts";
import { takeVersionOffline } from "./take-version-offline.ts";
import { anAvailableVersion, asked, at, namesSeen } from "./testing/add-versions.ts";

const base = await testContext();
const ctx = base.as(await anOrdinaryUser(base));
const stranger = base.as(await anOrdinaryUser(base));
beforeAll(() => wireDomains(base));

describe("PUB-6: offline and online", () => {
  it("the last available version stays, whoever is quicker", async () => {
    const address = await aPublishedAsset(ctx);
    await anAvailableVersion(ctx, address, { number: "1.0.0" });
    await expectProblem(takeVersionOffline(ctx, at(address, "1.0.0")), "last-version");
    await anAvailableVersion(ctx, address, { number: "1.1.0" });
    const outcomes = await Promise.allSettled([
      takeVersionOffline(ctx, at(address, "1.0.0")),
      takeVersionOffline(ctx, at(address, "1.1.0")),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = outcomes.find(({ status }) => status === "rejected");
    expect(refused).toMatchObject({ reason: { code: "last-version" } });
    expect(await namesSeen(stranger, address)).toHaveLength(1);
  });

  it("an offline version is hidden from others, keeps its commit, and comes back", async () => {
    const address = await aPublishedAsset(ctx);
    const { publishedAt } = await anAvailableVersion(ctx, address, { number: "1.0.0" });
    await anAvailableVersion(ctx, address, { number: "1.1.0" });
    const offline = await takeVersionOffline(ctx, at(address, "1.1.0"));
    expect(offline).toMatchObject({ status: "offline", abilities: { bringOnline: true } });
    expect(await namesSeen(stranger, address)).toEqual(["1.0.0"]);
    expect((await listVersions(stranger, address, { limit: 5 })).newest).toBe("1.0.0");
    await expectProblem(getVersion(stranger, at(address, "1.1.0")), "version-not-found");
    expect(await namesSeen(ctx, address)).toEqual(["1.1.0", "1.0.0"]);
    const repository = await requireRepository(ctx, address, "read");
    await expectProblem(deleteTag(ctx, repository, "1.1.0"), "ref-protected");
    await expectProblem(takeVersionOffline(ctx, at(address, "1.1.0")), "version-state-wrong");
    await expectProblem(discardVersion(ctx, at(address, "1.1.0")), "version-state-wrong");
    await expectProblem(addVersion(ctx, address, asked("1.1.0")), "version-exists");
    await bringVersionOnline(ctx, at(address, "1.1.0"));
    expect(await namesSeen(stranger, address)).toEqual(["1.1.0", "1.0.0"]);
    const kept = await getVersion(stranger, at(address, "1.0.0"));
    expect(kept.publishedAt).toBe(publishedAt);
    expect(kept.abilities.takeOffline).toBe(false);
  });

  it("only while the listing is published", async () => {
    const address = await aPublishedAsset(ctx);
    await anAvailableVersion(ctx, address, { number: "1.0.0" });
    await anAvailableVersion(ctx, address, { number: "1.1.0" });
    await takeVersionOffline(ctx, at(address, "1.1.0"));
    await unlistAsset(ctx, address);
    await expectProblem(takeVersionOffline(ctx, at(address, "1.0.0")), "listing-state-wrong");
    await expectProblem(bringVersionOnline(ctx, at(address, "1.1.0")), "listing-state-wrong");
    await expectProblem(listVersions(stranger, address, { limit: 5 }), "not-found");
  });
});
