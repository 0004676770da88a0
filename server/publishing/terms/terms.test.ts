import { describe, expect, it } from "vitest";
import { Terms } from "#contract/publishing/terms.ts";
import { ANONYMOUS } from "../../accounts/index.ts";
import { wireDomains } from "../../app.ts";
import { setGate } from "../../assets/index.ts";
import { findRepository, requireRepository } from "../../repositories/index.ts";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { getTerms } from "./get-terms.ts";
import { setTerms } from "./set-terms.ts";

const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);
const asOwner = ctx.as(await anOrdinaryUser(ctx));
const asReader = ctx.as(await anOrdinaryUser(ctx));
const UNLIMITED: Terms = { duration: null, channels: null, renews: false };
const A_MONTH: Terms = { duration: { count: 1, unit: "month" }, channels: null, renews: true };

describe("PUB-7: terms", () => {
  it("are off by default, and everyone who sees the asset is told them", async () => {
    const address = await aPublishedAsset(asOwner);
    expect(await getTerms(ctx.as(ANONYMOUS), address)).toEqual(UNLIMITED);
    await setTerms(asOwner, address, A_MONTH);
    expect(await getTerms(ctx.as(ANONYMOUS), address)).toEqual(A_MONTH);
    await expectProblem(setTerms(asReader, address, UNLIMITED), "forbidden");
    const draft = await anAsset(asOwner);
    await expectProblem(getTerms(asReader, draft), "not-found");
  });

  it("close the content to who has not subscribed while they limit, and say what to do", async () => {
    const address = await aPublishedAsset(asOwner);
    const levels = async () => [
      (await findRepository(ctx.as(ANONYMOUS), address))?.level,
      (await findRepository(asReader, address))?.level,
      (await findRepository(asOwner, address))?.level,
    ];
    expect(await levels()).toEqual([2, 2, 4]);
    await setTerms(asOwner, address, A_MONTH);
    expect(await levels()).toEqual([1, 1, 4]);
    const refused = await expectProblem(requireRepository(asReader, address, "read"), "forbidden");
    expect([refused.hint, refused.extra]).toEqual([
      "Subscribe on the page of the asset",
      { right: "read", needs: "subscription" },
    ]);
    await setGate(asOwner, address, { mode: "manual" });
    const both = await expectProblem(requireRepository(asReader, address, "read"), "forbidden");
    expect(both.extra).toMatchObject({ needs: "access-and-subscription" });
    await setTerms(asOwner, address, UNLIMITED);
    const gated = await expectProblem(requireRepository(asReader, address, "read"), "forbidden");
    expect(gated.extra).toMatchObject({ needs: "access" });
    await setGate(asOwner, address, { mode: "off" });
    expect(await levels()).toEqual([2, 2, 4]);
  });

  it("know channels of skills only, and forget a renewal where nothing ends", async () => {
    const model = await aPublishedAsset(asOwner);
    const channels = { ...UNLIMITED, channels: 8 };
    const wrong = await expectProblem(setTerms(asOwner, model, channels), "validation-failed");
    expect(wrong.issues[0]?.pointer).toBe("/channels");
    expect(await setTerms(asOwner, model, { ...UNLIMITED, renews: true })).toEqual(UNLIMITED);
    const skill = await anAsset(asOwner, { kind: "skill" });
    expect(await setTerms(asOwner, skill, channels)).toEqual(channels);
    const timed = await expectProblem(setTerms(asOwner, skill, A_MONTH), "validation-failed");
    expect(timed.issues[0]?.pointer).toBe("/duration");
  });

  it.each([
    [{ duration: { count: 0, unit: "day" } }, "count must be at least 1"],
    [{ duration: { count: 1.5, unit: "day" } }, "count must be a whole number"],
    [{ duration: { count: 3651, unit: "day" } }, "count must be at most 3650 for the unit day"],
    [{ duration: { count: 121, unit: "month" } }, "count must be at most 120 for the unit month"],
    [{ duration: { count: 11, unit: "year" } }, "count must be at most 10 for the unit year"],
    [{ channels: 0 }, "channels must be at least 1"],
    [{ channels: 1_000_001 }, "channels must be at most 1000000"],
  ])("refuse %j", (change, message) => {
    const parsed = Terms.safeParse({ ...UNLIMITED, ...change });
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
