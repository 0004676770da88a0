import { describe, expect, it } from "vitest";
import { ANONYMOUS } from "../../accounts/index.ts";
import { publishAsset, unlistAsset, changeVisibility } from "../../publishing/index.ts";
import { findRepository, requireRepository } from "../../repositories/index.ts";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { A_PUBLICATION, anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { settle } from "../../testing/settle.ts";
import { wireDomains } from "../../app.ts";
import type { Address } from "#contract/fields.ts";
import { getAsset } from "../get-asset.ts";
import { askAccess } from "./ask-access.ts";
import { decideAccess } from "./decide-access.ts";
import { getGate } from "./get-gate.ts";
import { grantAccess } from "./grant-access.ts";
import { listAccessRequests } from "./list-access-requests.ts";
import { setGate } from "./set-gate.ts";

const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);
const owner = await anOrdinaryUser(ctx);
const asOwner = ctx.as(owner);

async function aReader() {
  const reader = await anOrdinaryUser(ctx);
  return { reader, asReader: ctx.as(reader) };
}

/** What somebody may do: 0 nothing, 1 see, 2 read. */
async function levelOf(who: TestContext, address: Address): Promise<number> {
  return (await findRepository(who, address))?.level ?? 0;
}

async function aGatedAsset(mode: "auto" | "manual" = "manual"): Promise<Address> {
  const address = await aPublishedAsset(asOwner);
  await setGate(asOwner, address, { mode });
  return address;
}

describe("PUB-15: apply to use", () => {
  it("shows a gated asset to everyone and its content to whom the owner accepts", async () => {
    const address = await aGatedAsset();
    const { reader, asReader } = await aReader();
    expect(await levelOf(ctx.as(ANONYMOUS), address)).toBe(1);
    expect(await levelOf(asReader, address)).toBe(1);
    expect(await getAsset(asReader, address)).toMatchObject({
      gate: "manual",
      abilities: { read: false },
    });
    const asked = await askAccess(asReader, address, { reason: "A thesis" });
    expect(asked).toMatchObject({ status: "pending", decidedAt: null });
    expect(await levelOf(asReader, address)).toBe(1);
    const { items, counts } = await listAccessRequests(asOwner, address, {
      status: "pending",
      limit: 10,
    });
    expect(counts).toEqual({ pending: 1, accepted: 0, rejected: 0, expired: 0 });
    expect(items).toMatchObject([
      { account: { name: reader.name }, reason: "A thesis", wasGranted: false },
    ]);
    expect(items[0]?.email).toMatch(/@example\.org$/);
    const at = { ...address, account: reader.name.toUpperCase() };
    const accepted = await decideAccess(asOwner, at, { status: "accepted" });
    expect(accepted).toMatchObject({ status: "accepted", decidedBy: { name: owner.name } });
    expect(await levelOf(asReader, address)).toBe(2);
    expect(await levelOf(ctx.as(ANONYMOUS), address)).toBe(1);
    expect((await getGate(asReader, address)).ownRequest).toMatchObject({ status: "accepted" });
  });

  it("tells who may not read how to apply", async () => {
    const address = await aGatedAsset();
    const { asReader } = await aReader();
    const refused = await expectProblem(requireRepository(asReader, address, "read"), "forbidden");
    expect(refused.hint).toMatch(/ask for access/iu);
    const unknown = requireRepository(ctx.as(ANONYMOUS), address, "read");
    expect((await expectProblem(unknown, "not-signed-in")).hint).toMatch(/ask for access/iu);
  });

  it("revokes at once, rejects with a reason, and takes both back", async () => {
    const address = await aGatedAsset();
    const { reader, asReader } = await aReader();
    const at = { ...address, account: reader.name };
    await askAccess(asReader, address, {});
    await decideAccess(asOwner, at, { status: "accepted" });
    const reason = { status: "rejected", reason: "Not for you" } as const;
    expect(await decideAccess(asOwner, at, reason)).toMatchObject({
      rejectionReason: "Not for you",
    });
    expect(await levelOf(asReader, address)).toBe(1);
    const again = await expectProblem(askAccess(asReader, address, {}), "access-rejected");
    expect(again.detail).toBe("Not for you");
    await decideAccess(asOwner, at, { status: "pending" });
    const { ownRequest } = await getGate(asReader, address);
    expect(ownRequest).toMatchObject({ status: "pending", rejectionReason: null, decidedAt: null });
    const idle = decideAccess(asOwner, at, { status: "accepted", reason: "Welcome" });
    await expectProblem(idle, "validation-failed");
  });

  it("lets in at once whoever asks, where the owner wants only that", async () => {
    const address = await aGatedAsset("auto");
    const { asReader } = await aReader();
    expect(await levelOf(asReader, address)).toBe(1);
    expect(await askAccess(asReader, address, {})).toMatchObject({ status: "accepted" });
    expect(await levelOf(asReader, address)).toBe(2);
  });

  it("asks to accept terms and to answer what the owner wants to know", async () => {
    const address = await aGatedAsset();
    await setGate(asOwner, address, {
      terms: "Do no harm.",
      fields: [
        { label: "Country", isRequired: true, type: "text", options: [] },
        { label: "Group", isRequired: false, type: "text", options: [] },
      ],
    });
    const { asReader } = await aReader();
    const refused = [
      { answers: { Country: "Norway" } },
      { acceptsTerms: true },
      { acceptsTerms: true, answers: { Country: "  " } },
      { acceptsTerms: true, answers: { Country: "Norway", Shoe: "44" } },
    ];
    const said: string[] = [];
    for (const application of refused) {
      const asking = askAccess(asReader, address, application);
      said.push((await expectProblem(asking, "validation-failed")).detail);
    }
    expect(said).toEqual([
      "acceptsTerms: the terms must be accepted",
      "answers: Country must be answered",
      "answers: Country must be answered",
      "answers: Shoe is not asked for",
    ]);
    await askAccess(asReader, address, { acceptsTerms: true, answers: { Country: "Norway" } });
    const stored = await ctx.db
      .selectFrom("access_requests")
      .select(["accepted_terms", "answers"])
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    expect(stored).toEqual({ accepted_terms: "Do no harm.", answers: { Country: "Norway" } });
  });

  it("asking again changes nothing, also ten times at once", async () => {
    const address = await aGatedAsset();
    const { asReader } = await aReader();
    const asked = await Promise.all(
      Array.from({ length: 10 }, (_, at) => askAccess(asReader, address, { reason: `${at}` })),
    );
    expect(new Set(asked.map(({ requestedAt }) => requestedAt)).size).toBe(1);
    const query = { status: "pending", limit: 10 } as const;
    expect((await listAccessRequests(asOwner, address, query)).items).toHaveLength(1);
  });

  it("admits in advance who has not asked, and tells nobody their address", async () => {
    const address = await aGatedAsset();
    const { reader, asReader } = await aReader();
    const granted = await grantAccess(asOwner, { ...address, account: reader.name });
    expect(granted).toMatchObject({ status: "accepted", wasGranted: true, email: null });
    expect(await levelOf(asReader, address)).toBe(2);
    const nobody = grantAccess(asOwner, { ...address, account: "nobody-at-all" });
    await expectProblem(nobody, "access-request-not-found");
  });

  it("keeps decisions while the gate is off, and holds them when it is on again", async () => {
    const address = await aGatedAsset();
    const [admitted, waiting] = [await aReader(), await aReader()];
    await grantAccess(asOwner, { ...address, account: admitted.reader.name });
    await askAccess(waiting.asReader, address, {});
    await setGate(asOwner, address, { mode: "off" });
    expect(await levelOf(ctx.as(ANONYMOUS), address)).toBe(2);
    await expectProblem(askAccess((await aReader()).asReader, address, {}), "gate-absent");
    const at = { ...address, account: waiting.reader.name };
    await decideAccess(asOwner, at, { status: "accepted" });
    await setGate(asOwner, address, { mode: "auto" });
    const levels = [admitted.asReader, waiting.asReader, (await aReader()).asReader].map((who) =>
      levelOf(who, address),
    );
    expect(await Promise.all(levels)).toEqual([2, 2, 1]);
  });

  it("never opens more than the visibility shows", async () => {
    const { reader, asReader } = await aReader();
    const other = await aReader();
    const address = await anAsset(asOwner);
    await publishAsset(asOwner, address, {
      ...A_PUBLICATION,
      visibility: "restricted",
      audience: [reader.name],
    });
    await settle(ctx);
    await setGate(asOwner, address, { mode: "manual" });
    await grantAccess(asOwner, { ...address, account: other.reader.name });
    expect([await levelOf(asReader, address), await levelOf(other.asReader, address)]).toEqual([
      1, 0,
    ]);
    await grantAccess(asOwner, { ...address, account: reader.name });
    expect(await levelOf(asReader, address)).toBe(2);
    await changeVisibility(asOwner, address, { visibility: "public" });
    expect([await levelOf(asReader, address), await levelOf(other.asReader, address)]).toEqual([
      2, 2,
    ]);
    await unlistAsset(asOwner, address);
    expect([await levelOf(asReader, address), await levelOf(other.asReader, address)]).toEqual([
      0, 0,
    ]);
  });

  it("holds the requests of many, page by page", async () => {
    const address = await aGatedAsset();
    const names: string[] = [];
    for (let at = 0; at < 5; at++) {
      const { reader, asReader } = await aReader();
      await askAccess(asReader, address, {});
      names.unshift(reader.name);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAccessRequests(asOwner, address, {
        status: "pending",
        limit: 2,
        cursor,
      });
      seen.push(...page.items.map(({ account }) => account.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(names);
  });
});
