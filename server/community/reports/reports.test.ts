import { beforeEach, describe, expect, it } from "vitest";
import { NewReport, type ReportTarget } from "#contract/community/report.ts";
import { wireDomains } from "../../app.ts";
import { relistAsset } from "../../publishing/index.ts";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { postComment } from "../comments/post-comment.ts";
import { deleteComment } from "../comments/edit-comment.ts";
import { getComment } from "../comments/list-comments.ts";
import { createDiscussion } from "../create-discussion.ts";
import { anOpenAsset, aSpeaker, noticesOf } from "../testing/speakers.ts";
import { decideReport } from "./decide-report.ts";
import { getReport, listReports } from "./list-reports.ts";
import { reportAbuse } from "./report-abuse.ts";

const ctx = await testContext();
wireDomains(ctx);
const administrator = await aUser(ctx);
const second = await aUser(ctx);
await ctx.db
  .updateTable("accounts")
  .set({ is_admin: true })
  .where("id", "=", second.accountId)
  .execute();
const admin = ctx.as(administrator);
const otherAdmin = ctx.as({ ...second, isAdmin: true });
const [owner, lin, grace] = [await aSpeaker(ctx), await aSpeaker(ctx), await aSpeaker(ctx)];
const OPEN = { state: "open", limit: 100 } as const;
const SPAM = { reason: "spam", text: "" } as const;

// What one test has said does not count in the next.
beforeEach(async () => {
  await ctx.db.deleteFrom("rate_limits").execute();
});

const report = (who: TestContext, target: ReportTarget) => reportAbuse(who, { target, ...SPAM });

/** The open case with this title. */
async function caseOf(title: string) {
  const { items } = await listReports(admin, OPEN);
  const found = items.filter((item) => item.title === title);
  expect(found).toHaveLength(1);
  return getReport(admin, found[0]?.id ?? "");
}

describe("COM-5: reporting", () => {
  it("COM-5: an asset, a comment, a discussion, a person: each lands on the desk with its content", async () => {
    const address = await anOpenAsset(owner);
    const asset = `${address.owner}/${address.name}`;
    const { id: comment } = await postComment(grace, address, { body: "**Buy** pills" });
    const { num } = await createDiscussion(grace, address, { title: "Pills", body: "Cheap ones" });
    await report(lin, { type: "asset", ...address });
    await report(lin, { type: "comment", ...address, comment });
    await report(lin, { type: "discussion", ...address, num });
    await report(lin, { type: "account", name: grace.viewer.name.toUpperCase() });
    const { items, total } = await listReports(admin, OPEN);
    expect(total).toBe(4);
    expect(
      items.map(({ type, title, path, responsible }) => [type, title, path, responsible?.name]),
    ).toEqual([
      ["asset", asset, `/${asset}`, owner.viewer.name],
      ["comment", asset, `/${asset}/comments#comment-${comment}`, grace.viewer.name],
      ["discussion", `Pills · ${asset}#${num}`, `/${asset}/discussions/${num}`, grace.viewer.name],
      ["account", grace.viewer.name, `/${grace.viewer.name}`, grace.viewer.name],
    ]);
    const cases = await Promise.all(items.map(({ id }) => getReport(admin, id)));
    expect(cases.map(({ content }) => content).slice(1, 3)).toEqual([
      "**Buy** pills",
      "Cheap ones",
    ]);
    expect(cases.map(({ options }) => options)).toEqual([
      ["dismiss", "uphold"],
      ["dismiss", "remove-comment"],
      ["dismiss", "uphold"],
      ["dismiss", "uphold"],
    ]);
    const { items: comments } = await listReports(admin, { ...OPEN, type: "comment" });
    expect(comments).toHaveLength(1);
    const told = (await noticesOf(ctx, administrator)).filter(
      ({ kind }) => kind === "report-filed",
    );
    expect(told).toHaveLength(4);
    expect(told[0]).toMatchObject({ path: `/console/reports/${items[0]?.id}` });
  });

  it("COM-5: one open report of each person, all of one target in one place", async () => {
    const address = await anOpenAsset(owner);
    const target = { type: "asset", ...address } as const;
    await report(lin, target);
    await expectProblem(report(lin, target), "already-reported");
    await reportAbuse(grace, { target, reason: "copyright", text: "It is mine" });
    const crowd = await Promise.all(Array.from({ length: 6 }, () => aSpeaker(ctx)));
    await Promise.all(crowd.map((who) => report(who, target)));
    const found = await caseOf(`${address.owner}/${address.name}`);
    expect(found).toMatchObject({ reportCount: 8, reasons: ["spam", "copyright"] });
    expect(found.reports).toHaveLength(8);
    expect(found.reports.find(({ reason }) => reason === "copyright")).toMatchObject({
      reporter: { name: grace.viewer.name },
      text: "It is mine",
    });
  });

  it("COM-5: nobody reports what they may not know of, and visitors sign in first", async () => {
    const address = await anAsset(owner);
    const { id: comment } = await postComment(owner, address, { body: "Mine" });
    await expectProblem(report(lin, { type: "asset", ...address }), "not-found");
    await expectProblem(report(lin, { type: "comment", ...address, comment }), "not-found");
    await expectProblem(report(lin, { type: "discussion", ...address, num: 1 }), "not-found");
    await expectProblem(report(lin, { type: "account", name: "nobody-at-all" }), "not-found");
    const open = await anOpenAsset(owner);
    await expectProblem(report(lin, { type: "comment", ...open, comment }), "comment-not-found");
    await expectProblem(
      report(lin, { type: "discussion", ...open, num: 9 }),
      "discussion-not-found",
    );
    await expectProblem(report(ctx, { type: "asset", ...open }), "not-signed-in");
  });

  it("PLT-7: only so many in an hour", async () => {
    const ada = ctx.as(await anOrdinaryUser(ctx));
    const report21 = () => report(ada, { type: "account", name: "nobody-at-all" });
    for (let count = 0; count < 20; count += 1) await expectProblem(report21(), "not-found");
    await expectProblem(report21(), "rate-limited");
  });

  it("COM-5: a reason from the list, with words where none of them fits", () => {
    const parse = (input: object) =>
      NewReport.safeParse({ target: { type: "account", name: "ada" }, reason: "spam", ...input })
        .success;
    expect(parse({})).toBe(true);
    expect(parse({ reason: "other", text: "They sell exam papers" })).toBe(true);
    expect(parse({ reason: "other" })).toBe(false);
    expect(parse({ reason: "dislike" })).toBe(false);
    expect(parse({ text: "x".repeat(2001) })).toBe(false);
    expect(parse({ target: { type: "planet", name: "ada" } })).toBe(false);
    expect(parse({ target: { type: "comment", kind: "model", owner: "a", name: "b" } })).toBe(
      false,
    );
  });
});

describe("PLT-3: deciding about reports", () => {
  it("COM-5: a removed comment: its author and its reporters learn why, and it is audited", async () => {
    const address = await anOpenAsset(owner);
    const [ada, bo] = [await aSpeaker(ctx), await aSpeaker(ctx)];
    const { id: comment } = await postComment(ada, address, { body: "You fool" });
    const target = { type: "comment", ...address, comment } as const;
    await report(bo, target);
    await report(grace, target);
    const asset = `${address.owner}/${address.name}`;
    const { id } = await caseOf(asset);
    const verdict = { decision: "remove-comment", reason: "An insult" } as const;
    await expectProblem(decideReport(lin, id, verdict), "forbidden");
    const outcomes = await Promise.allSettled([
      decideReport(admin, id, verdict),
      decideReport(otherAdmin, id, verdict),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expectProblem(decideReport(admin, id, verdict), "report-closed");
    const decided = await getReport(admin, id);
    expect(decided).toMatchObject({
      state: "upheld",
      content: "You fool",
      isGone: true,
      path: null,
      outcome: { decision: "remove-comment", reason: "An insult" },
    });
    const kindsFor = async ({ viewer }: typeof ada) =>
      (await noticesOf(ctx, viewer)).map(({ kind }) => kind);
    expect(await kindsFor(ada)).toEqual(["comment-moderated"]);
    expect(await noticesOf(ctx, bo.viewer)).toMatchObject([
      { kind: "report-upheld", params: { asset, reason: "An insult" } },
    ]);
    expect(await getComment(lin, { ...address, comment })).toMatchObject({ state: "removed" });
    const audit = await ctx.db
      .selectFrom("audit_events")
      .select(["action", "details"])
      .where("subject", "=", asset)
      .where("action", "like", "community.%")
      .orderBy("id")
      .execute();
    expect(audit.map(({ action }) => action)).toEqual([
      "community.abuse-reported",
      "community.abuse-reported",
      "community.comment-moderated",
      "community.report-decided",
    ]);
    expect(audit.at(-1)?.details).toMatchObject({
      decision: "remove-comment",
      reason: "An insult",
    });
  });

  it("COM-5: an unlisted asset: its owner learns why, and an administrator alone puts it back", async () => {
    const ada = await aSpeaker(ctx);
    const address = await aPublishedAsset(ada);
    await report(lin, { type: "asset", ...address });
    const found = await caseOf(`${address.owner}/${address.name}`);
    expect(found.options).toEqual(["dismiss", "uphold", "unlist-asset"]);
    const verdict = { decision: "unlist-asset", reason: "Stolen weights" } as const;
    await decideReport(admin, found.id, verdict);
    expect(await noticesOf(ctx, ada.viewer)).toContainEqual(
      expect.objectContaining({
        kind: "listing-taken-down",
        params: { asset: `${address.owner}/${address.name}`, reason: "Stolen weights" },
      }),
    );
    const refusal = await expectProblem(relistAsset(ada, address), "forbidden");
    expect(refusal.detail).toContain("Stolen weights");
    await expectProblem(report(lin, { type: "asset", ...address }), "not-found");
    expect((await relistAsset(admin, address)).state).toBe("published");
    await report(lin, { type: "asset", ...address });
  });

  it("COM-5: a dismissed report is told too, and the same may be reported anew", async () => {
    const ada = await aSpeaker(ctx);
    const bo = await aSpeaker(ctx);
    const target = { type: "account", name: ada.viewer.name } as const;
    await report(bo, target);
    const { id } = await caseOf(ada.viewer.name);
    await decideReport(admin, id, { decision: "dismiss", reason: "A joke" });
    expect(await noticesOf(ctx, bo.viewer)).toMatchObject([
      { kind: "report-dismissed", params: { asset: ada.viewer.name, reason: "A joke" } },
    ]);
    expect(await noticesOf(ctx, ada.viewer)).toEqual([]);
    await report(bo, target);
    expect((await caseOf(ada.viewer.name)).id).not.toBe(id);
  });

  it("COM-5: a target is only done to what can be, and what is gone is still decided about", async () => {
    const address = await anOpenAsset(owner);
    const ada = await aSpeaker(ctx);
    const { id: comment } = await postComment(ada, address, { body: "Oops" });
    await report(lin, { type: "comment", ...address, comment });
    const { id } = await caseOf(`${address.owner}/${address.name}`);
    await expectProblem(
      decideReport(admin, id, { decision: "unlist-asset", reason: "x" }),
      "report-option-wrong",
    );
    await deleteComment(ada, { ...address, comment });
    expect(await getReport(admin, id)).toMatchObject({
      isGone: true,
      path: null,
      content: "Oops",
      options: ["dismiss", "uphold"],
    });
    await expectProblem(
      decideReport(admin, id, { decision: "remove-comment", reason: "x" }),
      "report-option-wrong",
    );
    await decideReport(admin, id, { decision: "uphold", reason: "Gone already" });
  });

  it("PLT-3: nobody decides about themselves, their own, or what they have reported", async () => {
    const address = await anOpenAsset(admin);
    await report(lin, { type: "asset", ...address });
    const { id } = await caseOf(`${address.owner}/${address.name}`);
    const dismiss = { decision: "dismiss", reason: "Fine" } as const;
    const refusal = await expectProblem(decideReport(admin, id, dismiss), "review-barred");
    expect(refusal.extra).toEqual({ bar: "own" });
    await decideReport(otherAdmin, id, dismiss);
    await report(otherAdmin, { type: "asset", ...address });
    const again = await caseOf(`${address.owner}/${address.name}`);
    const barred = await expectProblem(
      decideReport(otherAdmin, again.id, dismiss),
      "review-barred",
    );
    expect(barred.extra).toEqual({ bar: "submitted" });
    await expectProblem(getReport(lin, id), "forbidden");
    await expectProblem(listReports(ctx, OPEN), "not-signed-in");
    await expectProblem(getReport(admin, "none"), "report-not-found");
  });

  it("PLT-3: the queue goes by pages, what waits longest first", async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => anOrdinaryUser(ctx)));
    for (const { name } of people) await report(lin, { type: "account", name });
    const ids: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await listReports(admin, { state: "open", limit: 2, cursor });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    const { items, total } = await listReports(admin, OPEN);
    expect(ids).toEqual(items.map(({ id }) => id));
    expect(new Set(ids).size).toBe(total);
    const opened = items.map(({ openedAt }) => openedAt);
    expect(opened).toEqual(opened.toSorted());
  });
});
