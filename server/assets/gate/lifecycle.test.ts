import { describe, expect, it } from "vitest";
import { withTransaction } from "../../platform/database/index.ts";
import { findRepository } from "../../repositories/index.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { admitSubscriber } from "../content/admit-subscriber.ts";
import { setContentRule } from "../content/set-content-rule.ts";
import { askAccess } from "./ask-access.ts";
import { decideAccess } from "./decide-access.ts";
import { getGate } from "./get-gate.ts";
import { endAccess, remindOfEnds } from "./jobs.ts";
import { listAccessRequests } from "./list-access-requests.ts";
import { setGate } from "./set-gate.ts";
import { gateScene, levelOf } from "./testing/gate-scene.ts";

const DAY_MS = 86_400_000;
const ACCEPTED = { status: "accepted" } as const;
const { ctx, owner, asOwner, aReader, aGatedAsset, aRequest, at, noticesOf, kindsFor } =
  await gateScene();

describe("PUB-15: a request, from one side to the other", () => {
  it("is told to the owner, and its decision to who asked", async () => {
    const { reader, address, at: key } = await aRequest();
    const asset = `${address.owner}/${address.name}`;
    expect((await noticesOf(owner)).at(-1)).toEqual({
      kind: "usage-requested",
      params: { account: reader.name, asset, reason: "A thesis" },
      path: `/${asset}/access-requests`,
    });
    await decideAccess(asOwner, key, ACCEPTED);
    await decideAccess(asOwner, key, { status: "pending" });
    await decideAccess(asOwner, key, { status: "rejected", reason: "Not now" });
    const told = await noticesOf(reader);
    expect(told.map(({ kind }) => kind)).toEqual([
      "usage-approved",
      "usage-revoked",
      "usage-rejected",
    ]);
    expect(told[0]).toMatchObject({ params: { asset }, path: `/${asset}` });
    expect(told[2]?.params).toMatchObject({ reason: "Not now" });
  });

  it("can be sent again after a rejection and a wait, with what is said then", async () => {
    const { reader, asReader, address, at: key } = await aRequest({ waitDays: 14 });
    await decideAccess(asOwner, key, { status: "rejected", reason: "Say more" });
    const early = await expectProblem(askAccess(asReader, address, {}), "access-rejected");
    expect(early.detail).toBe("Say more");
    const until = Date.parse(String(early.extra["askAgainAt"])) - ctx.now().getTime();
    expect(Math.round(until / DAY_MS)).toBe(14);
    expect((await getGate(asReader, address)).ownRequest?.askAgainAt).toBe(
      early.extra["askAgainAt"],
    );
    const later = ctx.later(14 * DAY_MS + 1000).as(reader);
    const again = await askAccess(later, address, { reason: "More" });
    expect(again).toMatchObject({ status: "pending", rejectionReason: null, decidedAt: null });
    const query = { status: "pending", limit: 10 } as const;
    expect((await listAccessRequests(asOwner, address, query)).items).toMatchObject([
      { reason: "More", timesAsked: 2, decidedBy: null },
    ]);
  });

  it("can be sent again at once where no wait is set", async () => {
    const { asReader, address, at: key } = await aRequest({ waitDays: 0 });
    await decideAccess(asOwner, key, { status: "rejected" });
    expect(await askAccess(asReader, address, {})).toMatchObject({ status: "pending" });
  });

  it("of two who decide at once the second is told of the first", async () => {
    const { asReader, address, at: key } = await aRequest();
    const seen = { expected: "pending" } as const;
    const both = await Promise.allSettled([
      decideAccess(asOwner, key, { ...ACCEPTED, ...seen }),
      decideAccess(asOwner, key, { status: "rejected", ...seen }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const late = decideAccess(asOwner, key, { ...ACCEPTED, ...seen });
    await expectProblem(late, "access-request-changed");
    const { ownRequest } = await getGate(asReader, address);
    expect(await levelOf(asReader, address)).toBe(ownRequest?.status === "accepted" ? 2 : 1);
  });

  it("is decided once: the same again is neither told nor audited twice", async () => {
    const { reader, at: key } = await aRequest();
    for (let times = 0; times < 3; times++) await decideAccess(asOwner, key, ACCEPTED);
    expect(await kindsFor(reader)).toEqual(["usage-approved"]);
    const audit = await ctx.db
      .selectFrom("audit_events")
      .select("details")
      .where("action", "=", "assets.access-decided")
      .where("subject", "=", `${key.owner}/${key.name}`)
      .execute();
    expect(audit).toEqual([{ details: { account: reader.name, from: "pending", to: "accepted" } }]);
  });
});

describe("PUB-15: access for a time", () => {
  it("ends by the clock, 31 January and a month at the end of February", async () => {
    const { reader, address, at: key } = await aRequest({ period: { amount: 1, unit: "month" } });
    const granted = await decideAccess(at("2027-01-31T10:30:00.000Z", owner), key, ACCEPTED);
    expect(granted.validUntil).toBe("2027-02-28T10:30:00.000Z");
    expect(await levelOf(at("2027-02-28T10:29:59.999Z", reader), address)).toBe(2);
    expect(await levelOf(at("2027-02-28T10:30:00.000Z", reader), address)).toBe(1);
    const { ownRequest } = await getGate(at("2027-02-28T10:30:00.000Z", reader), address);
    expect(ownRequest).toMatchObject({ status: "expired", askAgainAt: granted.validUntil });
  });

  it("counts a day as 24 hours, whatever clocks do that night", async () => {
    const { at: key } = await aRequest({ period: { amount: 1, unit: "day" } });
    const granted = await decideAccess(at("2026-03-28T23:30:00.000Z", owner), key, ACCEPTED);
    expect(granted.validUntil).toBe("2026-03-29T23:30:00.000Z");
  });

  it("may be another for one request, and without end", async () => {
    const { at: key } = await aRequest({ period: { amount: 1, unit: "day" } });
    const period = { amount: 2, unit: "year" } as const;
    const now = at("2028-02-29T12:00:00.000Z", owner);
    expect(await decideAccess(now, key, { ...ACCEPTED, period })).toMatchObject({
      validUntil: "2030-02-28T12:00:00.000Z",
    });
    expect(await decideAccess(now, key, { ...ACCEPTED, period: null })).toMatchObject({
      validUntil: null,
    });
    const idle = decideAccess(now, key, { status: "rejected", period });
    await expectProblem(idle, "validation-failed");
  });

  it("is kept as it was granted when the gate changes, also over an off and on", async () => {
    const { reader, address, at: key } = await aRequest({ period: { amount: 10, unit: "day" } });
    await decideAccess(asOwner, key, ACCEPTED);
    await setGate(asOwner, address, { period: null });
    await setGate(asOwner, address, { mode: "off" });
    await setGate(asOwner, address, { mode: "manual" });
    expect(await levelOf(ctx.as(reader), address)).toBe(2);
    expect(await levelOf(ctx.later(11 * DAY_MS).as(reader), address)).toBe(1);
  });

  it("is reminded of before its end, once, and can be asked for again after it", async () => {
    const { reader, address, at: key } = await aRequest({ period: { amount: 30, unit: "day" } });
    const { validUntil } = await decideAccess(asOwner, key, ACCEPTED);
    await remindOfEnds(ctx.later(22 * DAY_MS));
    expect(await kindsFor(reader)).toEqual(["usage-approved"]);
    await remindOfEnds(ctx.later(24 * DAY_MS));
    await remindOfEnds(ctx.later(25 * DAY_MS));
    const told = await noticesOf(reader);
    expect(told.map(({ kind }) => kind)).toEqual(["usage-approved", "usage-expiring"]);
    expect(told[1]?.params).toMatchObject({ date: validUntil?.slice(0, 10) });
    const after = ctx.later(31 * DAY_MS);
    await endAccess(after);
    const ended = { status: "expired", limit: 10 } as const;
    expect((await listAccessRequests(asOwner, address, ended)).counts).toMatchObject({
      accepted: 0,
      expired: 1,
    });
    const again = await askAccess(after.as(reader), address, { reason: "Once more" });
    expect(again).toMatchObject({ status: "pending", validUntil: null });
    await decideAccess(after.as(owner), key, ACCEPTED);
    expect(await levelOf(after.as(reader), address)).toBe(2);
    await remindOfEnds(ctx.later(31 * DAY_MS + 29 * DAY_MS));
    expect((await kindsFor(reader)).filter((kind) => kind === "usage-expiring")).toHaveLength(2);
  });

  it("of a few days is reminded of in its last quarter only", async () => {
    const { reader, at: key } = await aRequest({ period: { amount: 4, unit: "day" } });
    await decideAccess(asOwner, key, ACCEPTED);
    await remindOfEnds(ctx.later(2.9 * DAY_MS));
    expect(await kindsFor(reader)).toEqual(["usage-approved"]);
    await remindOfEnds(ctx.later(3.1 * DAY_MS));
    expect(await kindsFor(reader)).toEqual(["usage-approved", "usage-expiring"]);
  });

  it("of a subscriber ends too, though the subscription goes on, and comes back with it", async () => {
    const { reader, address, at: key } = await aRequest({ period: { amount: 1, unit: "month" } });
    const assetId = (await findRepository(asOwner, address))?.repository.id ?? 0;
    const { accountId } = reader;
    await withTransaction(ctx.db, async (trx) => {
      await setContentRule(trx, assetId, { needsSubscription: true });
      await admitSubscriber(trx, { assetId, accountId, validUntil: null });
    });
    expect(await levelOf(ctx.as(reader), address)).toBe(1);
    await decideAccess(asOwner, key, ACCEPTED);
    expect(await levelOf(ctx.as(reader), address)).toBe(2);
    const later = ctx.later(40 * DAY_MS);
    await endAccess(later);
    expect(await levelOf(later.as(reader), address)).toBe(1);
    await decideAccess(later.as(owner), key, ACCEPTED);
    expect(await levelOf(later.as(reader), address)).toBe(2);
  });

  it("comes with asking, where whoever asks is let in", async () => {
    const period = { amount: 1, unit: "month" } as const;
    const address = await aGatedAsset({ mode: "auto", period });
    const { reader } = await aReader();
    const asked = await askAccess(at("2027-10-31T08:00:00.000Z", reader), address, {});
    expect(asked).toMatchObject({ status: "accepted", validUntil: "2027-11-30T08:00:00.000Z" });
    const again = await askAccess(at("2027-12-01T08:00:00.000Z", reader), address, {});
    expect(again).toMatchObject({ status: "accepted", validUntil: "2028-01-01T08:00:00.000Z" });
  });
});
