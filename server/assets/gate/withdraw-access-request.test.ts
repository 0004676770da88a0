import { describe, expect, it } from "vitest";
import { ANONYMOUS } from "../../accounts/index.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { askAccess } from "./ask-access.ts";
import { decideAccess } from "./decide-access.ts";
import { getGate } from "./get-gate.ts";
import { listAccessRequests } from "./list-access-requests.ts";
import { listSentAccessRequests } from "./list-sent-access-requests.ts";
import { listWaitingAccessRequests } from "./list-waiting-access-requests.ts";
import { gateScene, levelOf } from "./testing/gate-scene.ts";
import { withdrawAccessRequest } from "./withdraw-access-request.ts";

const { ctx, owner, asOwner, aReader, aGatedAsset, aRequest, noticesOf } = await gateScene();

describe("PUB-15: taking one's own request back", () => {
  it("PUB-15: leaves nothing to decide on, is audited, and one may ask again at once", async () => {
    const { address, asReader, reader, at } = await aRequest();
    await withdrawAccessRequest(asReader, address);
    expect((await getGate(asReader, address)).ownRequest).toBeNull();
    const page = { limit: 10 };
    const { items, counts } = await listAccessRequests(asOwner, address, {
      ...page,
      status: "pending",
    });
    expect({ items, pending: counts.pending }).toEqual({ items: [], pending: 0 });
    expect((await listSentAccessRequests(asReader, page)).items).toEqual([]);
    const waiting = await listWaitingAccessRequests(asOwner, page);
    expect(waiting.items.map(({ asset }) => asset.name)).not.toContain(address.name);
    await expectProblem(
      decideAccess(asOwner, at, { status: "accepted" }),
      "access-request-not-found",
    );
    expect(await levelOf(asReader, address)).toBe(1);
    const audited = await ctx.db
      .selectFrom("audit_events")
      .select(["account_id", "subject"])
      .where("action", "=", "assets.access-request-withdrawn")
      .execute();
    const subject = `${address.owner}/${address.name}`;
    expect(audited).toEqual([{ account_id: reader.accountId, subject }]);
    expect(await askAccess(asReader, address, { reason: "Another thesis" })).toMatchObject({
      status: "pending",
    });
    const told = (await noticesOf(owner)).filter(({ kind }) => kind === "usage-requested");
    expect(told.at(-1)).toMatchObject({
      params: { account: reader.name, reason: "Another thesis" },
    });
  });

  it("PUB-15: a decision stands, and so does the wait after a rejection", async () => {
    const { address, asReader, at } = await aRequest({ waitDays: 7 });
    await decideAccess(asOwner, at, { status: "rejected", reason: "Not for you" });
    const refused = await expectProblem(
      withdrawAccessRequest(asReader, address),
      "access-request-decided",
    );
    expect(refused.extra).toEqual({ status: "rejected" });
    await expectProblem(askAccess(asReader, address, {}), "access-rejected");
    await decideAccess(asOwner, at, { status: "accepted" });
    await expectProblem(withdrawAccessRequest(asReader, address), "access-request-decided");
    expect(await levelOf(asReader, address)).toBe(2);
    await decideAccess(asOwner, at, { status: "pending" });
    await withdrawAccessRequest(asReader, address);
    expect((await getGate(asReader, address)).ownRequest).toBeNull();
  });

  it("PUB-15: only one's own, once, and of what one sees", async () => {
    const { address, asReader } = await aRequest();
    const other = await aReader();
    const notAsked = withdrawAccessRequest(other.asReader, address);
    await expectProblem(notAsked, "access-request-not-found");
    await expectProblem(withdrawAccessRequest(ctx.as(ANONYMOUS), address), "not-signed-in");
    await expectProblem(
      withdrawAccessRequest(asReader, { ...address, name: "no-such-name" }),
      "not-found",
    );
    const twice = await Promise.allSettled([
      withdrawAccessRequest(asReader, address),
      withdrawAccessRequest(asReader, address),
    ]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("PUB-15: of a decision and a withdrawal at once, one counts", async () => {
    const { address, asReader, at } = await aRequest();
    const both = await Promise.allSettled([
      decideAccess(asOwner, at, { status: "accepted" }),
      withdrawAccessRequest(asReader, address),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const isAccepted = both[0]?.status === "fulfilled";
    expect(await levelOf(asReader, address)).toBe(isAccepted ? 2 : 1);
  });

  it("PUB-15, PLT-7: does not let one tell the owner again and again", async () => {
    const address = await aGatedAsset();
    const { asReader } = await aReader();
    const again = async () => {
      await askAccess(asReader, address, {});
      await withdrawAccessRequest(asReader, address);
    };
    for (let time = 0; time < 10; time += 1) await again();
    await expectProblem(again(), "rate-limited");
    expect((await getGate(asReader, address)).ownRequest).toMatchObject({ status: "pending" });
  });
});
