import { describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import type { SignedIn } from "../../accounts/index.ts";
import { relistAsset, unlistAsset } from "../../publishing/index.ts";
import { findRepository } from "../../repositories/index.ts";
import { anOrdinaryUser, anOrganisation, viewerOf } from "../../testing/accounts.ts";
import { aPublishedAsset } from "../../testing/assets.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { askAccess } from "./ask-access.ts";
import { decideAccess } from "./decide-access.ts";
import { decideAccessOfMany } from "./decide-access-of-many.ts";
import { addGateDelegate, listGateDelegates, removeGateDelegate } from "./gate-delegates.ts";
import { getGate } from "./get-gate.ts";
import { grantAccess } from "./grant-access.ts";
import { remindOfRequests } from "./jobs.ts";
import { listAccessRequests } from "./list-access-requests.ts";
import { listSentAccessRequests } from "./list-sent-access-requests.ts";
import { listWaitingAccessRequests } from "./list-waiting-access-requests.ts";
import { setGate } from "./set-gate.ts";
import { gateScene, levelOf } from "./testing/gate-scene.ts";

const DAY_MS = 86_400_000;
const ACCEPTED = { status: "accepted" } as const;
const { ctx, owner, asOwner, aReader, aGatedAsset, aRequest, noticesOf, kindsFor } =
  await gateScene();

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
    await unlistAsset(asOwner, address);
    expect((await listWaitingAccessRequests(helper.asReader, { limit: 9 })).items).toEqual([]);
    await expectProblem(decideAccess(helper.asReader, key, { status: "pending" }), "not-found");
    await relistAsset(asOwner, address);
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
