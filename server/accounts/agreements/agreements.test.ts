import { describe, expect, it } from "vitest";
import { AGREEMENTS } from "#contract/accounts/agreement-names.ts";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { currentAgreements } from "./current-agreements.ts";
import { getAgreement } from "./get-agreement.ts";
import { listAgreementVersions } from "./list-agreement-versions.ts";
import { listAgreements } from "./list-agreements.ts";
import { requireConsent } from "./require-consent.ts";
import { withdrawAgreement } from "./withdraw-agreement.ts";
import { writeAgreement } from "./write-agreement.ts";

const ctx = await testContext();
const administrator = ctx.as(await aUser(ctx));
const DAY_MS = 86_400_000;
const BOTH = ["content-publishing", "service"] as const;
const FIRST = BOTH.map((agreement) => ({ agreement, version: "1.0" }));
const IN_FORCE = AGREEMENTS.map((agreement) => ({ agreement, version: "1.0" }));

async function newest(agreement: (typeof BOTH)[number]): Promise<string> {
  const { items } = await listAgreementVersions(administrator, agreement, { limit: 1 });
  return items[0]?.version ?? "";
}

function write(
  { agreement, after }: { agreement: (typeof BOTH)[number]; after: string },
  effectiveAt: string | null = null,
) {
  const texts = { textZh: "1. 新的条款", textEn: "1. A new clause" };
  return writeAgreement(administrator, agreement, { ...texts, effectiveAt, after });
}

const consent = (who: TestContext, agreements: { agreement: string; version: string }[]) =>
  ctx.db
    .transaction()
    .execute((trx) =>
      requireConsent(trx, who, { agreements: agreements as typeof FIRST, needed: BOTH }),
    );

describe("PUB-8: consent", () => {
  it("is stored with version and time, once, and counts for what comes later", async () => {
    const reader = ctx.as(await anOrdinaryUser(ctx));
    const before = await listAgreements(reader);
    expect(before.items.map(({ acceptedAt }) => acceptedAt)).toEqual(AGREEMENTS.map(() => null));
    await consent(reader, FIRST);
    const { items } = await listAgreements(reader);
    expect(items).toMatchObject(IN_FORCE);
    const [first] = items;
    expect(first?.acceptedAt).toMatch(/^\d{4}-/u);
    await consent(reader.later(DAY_MS), FIRST);
    await consent(reader, []);
    expect((await listAgreements(reader)).items[0]?.acceptedAt).toBe(first?.acceptedAt);
  });

  it("is asked for by name where it is missing, and nothing is stored then", async () => {
    const reader = ctx.as(await anOrdinaryUser(ctx));
    const refused = await expectProblem(consent(reader, FIRST.slice(0, 1)), "consent-missing");
    expect(refused.detail).toContain("service");
    expect(refused.extra["agreements"]).toEqual(IN_FORCE);
    expect((await listAgreements(reader)).items[0]?.acceptedAt).toBeNull();
  });

  it("to an old version is refused, naming the one in force; earlier consent is worth nothing", async () => {
    const reader = ctx.as(await anOrdinaryUser(ctx));
    await consent(reader, FIRST);
    expect(await write({ agreement: "service", after: "1.0" })).toMatchObject({
      version: "2.0",
      state: "in-force",
      acceptances: 0,
    });
    const refused = await expectProblem(consent(reader, FIRST), "agreement-outdated");
    expect(refused.issues).toEqual([
      {
        pointer: "/agreements/1/version",
        message: "the service agreement is in version 2.0 now, not 1.0",
        code: "agreement-outdated",
        params: { version: "1.0", current: "2.0" },
      },
    ]);
    const current = (await currentAgreements(ctx)).map(({ agreement, version }) => ({
      agreement,
      version,
    }));
    expect(refused.extra["agreements"]).toEqual(current);
    await expectProblem(consent(reader, []), "consent-missing");
    await expectProblem(
      consent(reader, [{ agreement: "service", version: "9.0" }]),
      "agreement-outdated",
    );
    await consent(reader, [{ agreement: "service", version: "2.0" }]);
    const { items } = await listAgreementVersions(administrator, "service", { limit: 2 });
    expect(items).toMatchObject([
      { version: "2.0", acceptances: 1 },
      { version: "1.0", state: "replaced" },
    ]);
  });
});

describe("PLT-4: writing agreements", () => {
  it("of two operators who write at once one is told of the other", async () => {
    const after = await newest("service");
    const both = await Promise.allSettled([
      write({ agreement: "service", after }),
      write({ agreement: "service", after }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expectProblem(write({ agreement: "service", after }), "agreement-version-stale");
  });

  it("comes into force on its day; until then the old text is asked for, and it can be withdrawn", async () => {
    const before = await newest("content-publishing");
    const at = new Date(ctx.now().getTime() + DAY_MS).toISOString();
    const planned = await write({ agreement: "content-publishing", after: before }, at);
    expect(planned).toMatchObject({ state: "planned", effectiveAt: at });
    const read = (who: TestContext) => getAgreement(who, { agreement: "content-publishing" });
    expect(await read(ctx)).toMatchObject({ version: before });
    expect(await read(ctx.later(DAY_MS + 1))).toMatchObject({
      version: planned.version,
      textZh: "1. 新的条款",
    });
    const { version } = planned;
    expect(await getAgreement(ctx, { agreement: "content-publishing", version })).toMatchObject({
      version,
      currentVersion: before,
    });
    const earlier = new Date(ctx.now().getTime() + DAY_MS / 2).toISOString();
    const inBetween = write({ agreement: "content-publishing", after: version }, earlier);
    expect((await expectProblem(inBetween, "validation-failed")).issues[0]?.pointer).toBe(
      "/effectiveAt",
    );
    await withdrawAgreement(administrator, { agreement: "content-publishing", version });
    expect(await newest("content-publishing")).toBe(before);
    await expectProblem(
      withdrawAgreement(administrator, { agreement: "content-publishing", version: before }),
      "agreement-in-force",
    );
  });

  it("refuses a day in the past, and a version that is not there", async () => {
    const after = await newest("service");
    await expectProblem(
      write({ agreement: "service", after }, "2020-01-01T00:00:00.000Z"),
      "validation-failed",
    );
    await expectProblem(getAgreement(ctx, { agreement: "service", version: "99.0" }), "not-found");
  });

  it("PLT-8: is written down, and is for administrators only", async () => {
    const reader = ctx.as(await anOrdinaryUser(ctx));
    const text = { textZh: "x", textEn: "x", effectiveAt: null };
    const after = await newest("service");
    await expectProblem(writeAgreement(reader, "service", { ...text, after }), "forbidden");
    await expectProblem(
      withdrawAgreement(reader, { agreement: "service", version: after }),
      "forbidden",
    );
    const actions = await ctx.db
      .selectFrom("audit_events")
      .select("action")
      .where("action", "like", "accounts.agreement-%")
      .execute();
    expect(new Set(actions.map(({ action }) => action))).toEqual(
      new Set(["accounts.agreement-written", "accounts.agreement-withdrawn"]),
    );
  });
});
