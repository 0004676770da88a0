import { describe, expect, it } from "vitest";
import { anOrdinaryUser, aUser, aName } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { editAccount } from "../edit-account.ts";
import { sweepExpired } from "../jobs.ts";
import { verifyEmail } from "../verify-email.ts";
import { confirmOnboarding } from "./confirm-onboarding.ts";
import { getOnboarding } from "./get-onboarding.ts";
import { requireOnboarded } from "./require-onboarded.ts";
import { sendEmailCode } from "./send-email-code.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ctx = await testContext({ environment: { GALLERY_NAME: "Our Gallery" } });
const operator = await aUser(ctx);
const AGREEMENTS = [
  { agreement: "content-publishing", version: "1.0" },
  { agreement: "service", version: "1.0" },
] as const;

let places = 0;

/** Each from an address of its own: what one address may do is not what these tests are about. */
async function aNewcomer(language: "en" | "zh" = "en") {
  const account = await anOrdinaryUser(ctx, { language });
  places += 1;
  const as: TestContext = { ...ctx.as(account), ipAddress: `198.51.100.${places}` };
  return { account, email: `${account.name}@example.org`, as };
}

async function lastMail(to: string) {
  return ctx.db
    .selectFrom("captured_mails")
    .select(["subject", "body"])
    .where("recipient", "=", to)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

async function codeFor(who: TestContext, email: string): Promise<string> {
  await sendEmailCode(who, { email });
  return /\d{6}/u.exec((await lastMail(email))?.body ?? "")?.[0] ?? "";
}

/** Another six digits. */
const not = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

const confirmation = (email: string, code?: string) => ({
  nickname: "Lin",
  email,
  agreements: [...AGREEMENTS],
  ...(code === undefined ? {} : { code }),
});

describe("ACC-4: onboarding", () => {
  it("confirms nickname and address with a code, and stores consent with version and time", async () => {
    const { account, email, as } = await aNewcomer();
    const refused = await expectProblem(requireOnboarded(as), "not-onboarded");
    expect(refused.hint).toMatch(/\/settings\/onboarding$/u);
    const code = await codeFor(as, email);
    expect((await lastMail(email))?.subject).toBe(`${code} is your code for Our Gallery`);
    const done = await confirmOnboarding(as, confirmation(email, code));
    expect(done).toEqual({ isOnboarded: true, nickname: "Lin", email, emailVerified: true });
    await requireOnboarded(as);
    const consents = await ctx.db
      .selectFrom("agreement_acceptances")
      .select(["agreement", "version", "accepted_at"])
      .where("account_id", "=", account.accountId)
      .orderBy("agreement")
      .execute();
    expect(consents).toMatchObject(AGREEMENTS);
    expect(consents[0]?.accepted_at).toBeInstanceOf(Date);
    await expectProblem(confirmOnboarding(as, confirmation("b@x.org", code)), "email-code-wrong");
  });

  it("writes the mail in the language of the account", async () => {
    const { email, as } = await aNewcomer("zh");
    const code = await codeFor(as, email);
    expect((await lastMail(email))?.subject).toBe(`Our Gallery 验证码：${code}`);
  });

  it("stores the hash of a code, and nothing that it could be read from", async () => {
    const { account, email, as } = await aNewcomer();
    const code = await codeFor(as, email);
    const row = await ctx.db
      .selectFrom("email_codes")
      .selectAll()
      .where("account_id", "=", account.accountId)
      .executeTakeFirstOrThrow();
    expect(row.code_hash).toMatch(/^\$argon2id\$/u);
    expect(JSON.stringify(row)).not.toContain(code);
  });

  it("wants both agreements in force, and changes nothing without them", async () => {
    const { email, as } = await aNewcomer();
    const code = await codeFor(as, email);
    const half = { ...confirmation(email, code), agreements: [AGREEMENTS[0]] };
    await expectProblem(confirmOnboarding(as, half), "consent-missing");
    expect(await getOnboarding(as)).toMatchObject({ isOnboarded: false, nickname: "" });
    // The code is not used up by it.
    await confirmOnboarding(as, confirmation(email, code));
  });

  it("ends a code after a quarter of an hour, after five guesses, and with the next one", async () => {
    const { account, email, as } = await aNewcomer();
    const late = ctx.later(15 * MINUTE_MS).as(account);
    const first = await codeFor(as, email);
    await expectProblem(confirmOnboarding(late, confirmation(email, first)), "email-code-wrong");
    const second = await codeFor(as, email);
    expect(second).not.toBe("");
    if (first !== second) {
      await expectProblem(confirmOnboarding(as, confirmation(email, first)), "email-code-wrong");
    }
    const guesses = await Promise.allSettled(
      Array.from({ length: 20 }, () => confirmOnboarding(as, confirmation(email, not(second)))),
    );
    expect(guesses.every(({ status }) => status === "rejected")).toBe(true);
    const spent = confirmOnboarding(as, confirmation(email, second));
    const { detail } = await expectProblem(spent, "email-code-wrong");
    expect(detail).toContain("tried too often");
    const third = await codeFor(as, email);
    await confirmOnboarding(as, confirmation(email, third));
  });

  it("takes one code once, also from two windows at once", async () => {
    const { email, as } = await aNewcomer();
    const code = await codeFor(as, email);
    const both = await Promise.allSettled([
      confirmOnboarding(as, confirmation(email, code)),
      confirmOnboarding(as, confirmation(email, code)),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("lets nobody have the address that a code did not go to, or that is another's", async () => {
    const [newcomer, other] = [await aNewcomer(), await aNewcomer()];
    const wished = `${aName("wished")}@example.org`;
    const code = await codeFor(newcomer.as, newcomer.email);
    const swapped = confirmOnboarding(newcomer.as, confirmation(wished, code));
    await expectProblem(swapped, "email-code-wrong");
    await expectProblem(sendEmailCode(newcomer.as, { email: other.email }), "email-taken");
    const late = await codeFor(newcomer.as, wished);
    await editAccount(other.as, { email: wished });
    await expectProblem(confirmOnboarding(newcomer.as, confirmation(wished, late)), "email-taken");
  });

  it("moves to a new address with its code; an address that changes later is confirmed anew", async () => {
    const { email, as } = await aNewcomer();
    const moved = `${aName("moved")}@example.org`;
    const code = await codeFor(as, moved);
    expect(await confirmOnboarding(as, confirmation(moved, code))).toMatchObject({ email: moved });
    await editAccount(as, { email });
    await expectProblem(requireOnboarded(as), "not-onboarded");
  });

  it("asks no code for an address that an operator has vouched for", async () => {
    const { account, email, as } = await aNewcomer();
    await expectProblem(confirmOnboarding(as, confirmation(email)), "email-code-wrong");
    await verifyEmail(ctx.as(operator), account.name);
    expect(await confirmOnboarding(as, confirmation(email))).toMatchObject({ isOnboarded: true });
  });

  it("mails at most five codes an hour, to one account and to one mailbox", async () => {
    const { email, as } = await aNewcomer();
    for (let at = 0; at < 5; at++) await sendEmailCode(as, { email });
    const refused = await expectProblem(sendEmailCode(as, { email }), "rate-limited");
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(3600);
    const other = await aNewcomer();
    const victim = `${aName("victim")}@example.org`;
    for (let at = 0; at < 5; at++) {
      await sendEmailCode((await aNewcomer()).as, { email: victim });
    }
    await expectProblem(sendEmailCode(other.as, { email: victim.toUpperCase() }), "rate-limited");
  });

  it("says so when the mail cannot be sent", async () => {
    const { email, as } = await aNewcomer();
    const send = () => Promise.reject(new Error("connect ECONNREFUSED"));
    const broken = { ...as, mail: { send, close: () => {} } };
    await expectProblem(sendEmailCode(broken, { email }), "unavailable");
  });

  it("forgets codes that are over", async () => {
    const { email, as } = await aNewcomer();
    await codeFor(as, email);
    await sweepExpired(ctx.later(HOUR_MS));
    expect(await ctx.db.selectFrom("email_codes").select("account_id").execute()).toEqual([]);
  });
});
