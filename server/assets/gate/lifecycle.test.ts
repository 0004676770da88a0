import { describe, expect, it } from "vitest";
import type { GateChange } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import type { SignedIn } from "../../accounts/index.ts";
import { wireDomains } from "../../app.ts";
import { findRepository } from "../../repositories/index.ts";
import { anOrdinaryUser, anOrganisation, aUser, viewerOf } from "../../testing/accounts.ts";
import { aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { askAccess } from "./ask-access.ts";
import { decideAccess } from "./decide-access.ts";
import { decideAccessOfMany } from "./decide-access-of-many.ts";
import { addGateDelegate, listGateDelegates, removeGateDelegate } from "./gate-delegates.ts";
import { getGate } from "./get-gate.ts";
import { grantAccess } from "./grant-access.ts";
import { endAccess, remindOfEnds, remindOfRequests } from "./jobs.ts";
import { listAccessRequests } from "./list-access-requests.ts";
import { listSentAccessRequests } from "./list-sent-access-requests.ts";
import { listWaitingAccessRequests } from "./list-waiting-access-requests.ts";
import { setGate } from "./set-gate.ts";

const DAY_MS = 86_400_000;
const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);
const owner = await anOrdinaryUser(ctx);
const asOwner = ctx.as(owner);
const ACCEPTED = { status: "accepted" } as const;

async function aReader() {
  const reader = await anOrdinaryUser(ctx);
  return { reader, name: reader.name, asReader: ctx.as(reader) };
}

async function aGatedAsset(gate: GateChange = {}): Promise<Address> {
  const address = await aPublishedAsset(asOwner);
  await setGate(asOwner, address, { mode: "manual", ...gate });
  return address;
}

/** An asset, and somebody whose request for it waits. */
async function aRequest(gate: GateChange = {}) {
  const address = await aGatedAsset(gate);
  const who = await aReader();
  await askAccess(who.asReader, address, { reason: "A thesis" });
  return { ...who, address, at: { ...address, account: who.name } };
}

/** A context at a moment of the calendar, of another viewer. */
function at(moment: string, viewer: SignedIn): TestContext {
  return { ...ctx.as(viewer), now: () => new Date(moment) };
}

async function levelOf(who: TestContext, address: Address): Promise<number> {
  return (await findRepository(who, address))?.level ?? 0;
}

async function noticesOf({ accountId }: SignedIn) {
  const rows = await ctx.db
    .selectFrom("notices")
    .select(["kind", "params", "path"])
    .where("account_id", "=", accountId)
    .orderBy("id")
    .execute();
  return rows.map(({ kind, params, path }) => ({ kind, params, path }));
}

const kindsFor = async (viewer: SignedIn) => (await noticesOf(viewer)).map(({ kind }) => kind);

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
  it("ends by the clock on every way to the content, 31 January and a month at the end of February", async () => {
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

describe("PUB-15: requests that wait", () => {
  it("are reminded of after a week, one notice for all, and again a week later", async () => {
    const { address } = await aRequest();
    const second = await aReader();
    await askAccess(second.asReader, address, {});
    const reminders = async () =>
      (await noticesOf(owner)).filter(
        ({ kind, path }) => kind === "usage-reminder" && path.includes(address.name),
      );
    await remindOfRequests(ctx.later(6 * DAY_MS));
    expect(await reminders()).toEqual([]);
    await remindOfRequests(ctx.later(7.5 * DAY_MS));
    await remindOfRequests(ctx.later(8 * DAY_MS));
    expect(await reminders()).toMatchObject([{ params: { count: "2", days: "7" } }]);
    await remindOfRequests(ctx.later(15 * DAY_MS));
    expect(await reminders()).toHaveLength(2);
  });

  it("are listed for who decides, the longest waiting first; decided ones are not", async () => {
    const boss = await anOrdinaryUser(ctx);
    const addresses: Address[] = [];
    for (let made = 0; made < 3; made++) {
      const address = await aPublishedAsset(ctx.as(boss));
      await setGate(ctx.as(boss), address, { mode: "manual" });
      const { asReader, name } = await aReader();
      await askAccess(asReader, address, {});
      if (made === 1) {
        await decideAccess(ctx.as(boss), { ...address, account: name }, ACCEPTED);
      } else addresses.push(address);
    }
    const first = await listWaitingAccessRequests(ctx.as(boss), { limit: 1 });
    expect(first.items).toMatchObject([{ asset: addresses[0], count: 1 }]);
    const cursor = first.nextCursor ?? "";
    const second = await listWaitingAccessRequests(ctx.as(boss), { limit: 1, cursor });
    expect(second).toMatchObject({ items: [{ asset: addresses[1] }], nextCursor: null });
    expect(
      (await listWaitingAccessRequests((await aReader()).asReader, { limit: 9 })).items,
    ).toEqual([]);
  });

  it("of people whose account is gone are neither shown nor decided", async () => {
    const { reader, address, at: key } = await aRequest();
    const { items } = await listAccessRequests(asOwner, address, { status: "pending", limit: 9 });
    await ctx.db
      .updateTable("accounts")
      .set({ state: "deleted" })
      .where("id", "=", reader.accountId)
      .execute();
    const left = await listAccessRequests(asOwner, address, { status: "pending", limit: 9 });
    expect(left).toMatchObject({ items: [], counts: { pending: 0 } });
    await expectProblem(decideAccess(asOwner, key, ACCEPTED), "access-request-not-found");
    const many = { requests: [{ id: items[0]?.id ?? "" }], ...ACCEPTED };
    expect((await decideAccessOfMany(asOwner, address, many)).outcomes).toMatchObject([
      { outcome: "not-found", request: null },
    ]);
  });
});

describe("PUB-15: many at once", () => {
  it("decides each that is as it was seen, and says what became of the others", async () => {
    const { reader, address } = await aRequest();
    const [second, foreign] = [await aReader(), await aRequest()];
    await askAccess(second.asReader, address, {});
    const page = { status: "pending", limit: 9 } as const;
    const { items } = await listAccessRequests(asOwner, address, page);
    const others = await listAccessRequests(asOwner, foreign.address, page);
    await decideAccess(asOwner, { ...address, account: second.name }, { status: "rejected" });
    const ids = [...items, ...others.items].map(({ id }) => id);
    const { outcomes } = await decideAccessOfMany(asOwner, address, {
      requests: [...ids, "nonsense", ids[1] ?? ""].map((id) => ({ id, expected: "pending" })),
      ...ACCEPTED,
    });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      "changed-meanwhile",
      "decided",
      "not-found",
      "not-found",
      "decided",
    ]);
    expect(outcomes[0]?.request).toMatchObject({ status: "rejected" });
    expect(await levelOf(ctx.as(reader), address)).toBe(2);
    expect(await levelOf(second.asReader, address)).toBe(1);
    expect(await levelOf(foreign.asReader, foreign.address)).toBe(1);
    expect(await kindsFor(reader)).toEqual(["usage-approved"]);
  });

  it("is for those who decide there", async () => {
    const { asReader, address } = await aRequest();
    const many = { requests: [{ id: "any" }], ...ACCEPTED };
    await expectProblem(decideAccessOfMany(asReader, address, many), "forbidden");
    await expectProblem(
      decideAccessOfMany(asOwner, address, { ...many, reason: "Welcome" }),
      "validation-failed",
    );
  });
});

describe("PUB-15: delegation", () => {
  it("lets those whom the owner names decide, and nothing else", async () => {
    const { reader, asReader, address, at: key } = await aRequest();
    const helper = await aReader();
    await expectProblem(decideAccess(helper.asReader, key, ACCEPTED), "forbidden");
    await addGateDelegate(asOwner, { ...address, account: helper.name });
    expect(await kindsFor(helper.reader)).toEqual(["usage-delegated"]);
    expect((await getGate(helper.asReader, address)).canDecide).toBe(true);
    expect((await listWaitingAccessRequests(helper.asReader, { limit: 9 })).items).toMatchObject([
      { asset: address, count: 1 },
    ]);
    expect(await decideAccess(helper.asReader, key, ACCEPTED)).toMatchObject({
      decidedBy: { name: helper.name },
    });
    expect(await levelOf(asReader, address)).toBe(2);
    expect(await levelOf(helper.asReader, address)).toBe(1);
    await askAccess(helper.asReader, address, {});
    const own = decideAccess(helper.asReader, { ...address, account: helper.name }, ACCEPTED);
    await expectProblem(own, "forbidden");
    const waiting = { status: "pending", limit: 9 } as const;
    const { items } = await listAccessRequests(helper.asReader, address, waiting);
    const many = { requests: [{ id: items[0]?.id ?? "" }], ...ACCEPTED };
    expect((await decideAccessOfMany(helper.asReader, address, many)).outcomes).toMatchObject([
      { outcome: "not-found" },
    ]);
    expect(await levelOf(helper.asReader, address)).toBe(1);
    const other = { ...address, account: reader.name };
    await expectProblem(grantAccess(helper.asReader, other), "forbidden");
    await expectProblem(setGate(helper.asReader, address, { mode: "off" }), "forbidden");
    await expectProblem(addGateDelegate(helper.asReader, other), "forbidden");
    await removeGateDelegate(asOwner, { ...address, account: helper.name });
    await expectProblem(decideAccess(helper.asReader, key, ACCEPTED), "forbidden");
    await expectProblem(
      addGateDelegate(asOwner, { ...address, account: "nobody-at-all" }),
      "delegate-unfit",
    );
  });

  it("of a token that only reads decides nothing", async () => {
    const { address, at: key } = await aRequest();
    const helper = await aReader();
    await addGateDelegate(asOwner, { ...address, account: helper.name });
    const token = { kind: "token", tokenId: 1, scope: "read" } as const;
    const narrow = ctx.as({ ...helper.reader, credential: token });
    await expectProblem(decideAccess(narrow, key, ACCEPTED), "forbidden");
  });

  it("goes to members of an organisation, and ends when they leave; so does an owner's say", async () => {
    const [member, maintainer] = [await anOrdinaryUser(ctx), await anOrdinaryUser(ctx)];
    const outsider = await anOrdinaryUser(ctx);
    const { id, name } = await anOrganisation(ctx, {
      owner,
      members: [
        { account: member, role: "member" },
        { account: maintainer, role: "maintainer" },
      ],
    });
    const boss = ctx.as(await viewerOf(ctx, owner.name));
    const address = await aPublishedAsset(boss, { owner: name });
    await setGate(boss, address, { mode: "manual" });
    await addGateDelegate(boss, { ...address, account: member.name });
    await expectProblem(
      addGateDelegate(boss, { ...address, account: outsider.name }),
      "delegate-unfit",
    );
    const { name: account, asReader } = await aReader();
    await askAccess(asReader, address, {});
    for (const decider of [owner, member, maintainer]) {
      expect((await noticesOf(decider)).at(-1)).toMatchObject({ kind: "usage-requested" });
    }
    const leave = ({ accountId }: SignedIn) =>
      ctx.db
        .deleteFrom("organisation_members")
        .where("organisation_id", "=", id)
        .where("account_id", "=", accountId)
        .execute();
    await leave(member);
    await leave(maintainer);
    const key = { ...address, account };
    for (const gone of [member, maintainer]) {
      const asGone = ctx.as(await viewerOf(ctx, gone.name));
      await expectProblem(decideAccess(asGone, key, ACCEPTED), "forbidden");
      expect((await listWaitingAccessRequests(asGone, { limit: 9 })).items).toEqual([]);
    }
    expect((await listGateDelegates(boss, address)).items).toEqual([]);
    const before = (await noticesOf(member)).length;
    await askAccess((await aReader()).asReader, address, {});
    expect(await noticesOf(member)).toHaveLength(before);
  });
});

describe("ACC-9: what one has asked for", () => {
  it("is listed with its state, as far as one sees the asset still", async () => {
    const { reader, asReader, address, at: key } = await aRequest();
    const hidden = await aGatedAsset();
    await askAccess(asReader, hidden, {});
    await decideAccess(asOwner, key, { status: "rejected", reason: "No" });
    expect((await listSentAccessRequests(asReader, { limit: 9 })).items).toMatchObject([
      { asset: hidden, status: "pending" },
      { asset: address, status: "rejected", rejectionReason: "No" },
    ]);
    const rejected = await listSentAccessRequests(asReader, { status: "rejected", limit: 9 });
    expect(rejected.items).toHaveLength(1);
    await ctx.db
      .deleteFrom("repository_grants")
      .where("source", "=", "visibility")
      .where("repository_id", "=", (await findRepository(asOwner, hidden))?.repository.id ?? 0)
      .execute();
    expect((await listSentAccessRequests(ctx.as(reader), { limit: 9 })).items).toMatchObject([
      { asset: address },
    ]);
  });
});
