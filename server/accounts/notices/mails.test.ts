import { describe, expect, it } from "vitest";
import { NOTICE_KINDS } from "#contract/accounts/notice.ts";
import type { Mail } from "../../platform/mail/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { listNotices } from "./list-notices.ts";
import { markNoticesRead } from "./mark-notices-read.ts";
import { getNoticeSettings, setNoticeSettings } from "./notice-settings.ts";
import { type NewNotice, notify } from "./notify.ts";
import { sendNoticeMails } from "./send-notice-mails.ts";
import { writeMail } from "./texts/write-mail.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ctx = await testContext({
  environment: { GALLERY_URL: "https://gallery.example", GALLERY_NAME: "Our Gallery" },
});
await aUser(ctx);
const A_NOTICE = { kind: "usage-requested", path: "/ada/whale/access-requests" } as const;
const PARAMS = { account: "lin", asset: "ada/whale", reason: "A thesis" };

/** The outside world: a mail server that takes what it wants. */
function aMailServer(answer: (mail: Mail) => Error | null = () => null) {
  const taken: Mail[] = [];
  const send = async (mail: Mail) => {
    const error = answer(mail);
    if (error !== null) throw error;
    taken.push(mail);
  };
  return { taken, on: (who: TestContext) => ({ ...who, mail: { send, close: () => {} } }) };
}

const refusal = () => Object.assign(new Error("550 no such mailbox"), { responseCode: 550 });

async function aReader(language: "en" | "zh" = "en") {
  const reader = await anOrdinaryUser(ctx, { language });
  const email = `${reader.name}@example.org`;
  const tell = (notice: Partial<NewNotice> = {}) =>
    withTransaction(ctx.db, (trx) =>
      notify(trx, { ...A_NOTICE, params: PARAMS, ...notice, to: [reader.accountId] }),
    );
  return { email, tell, as: ctx.as(reader) };
}

/** What was sent to one reader, of all that the tests of this file send. */
async function mailsTo(email: string, who: TestContext = ctx.later(MINUTE_MS)): Promise<Mail[]> {
  await sendNoticeMails(who);
  const rows = await ctx.db
    .selectFrom("captured_mails")
    .select(["recipient as to", "subject", "body as text"])
    .where("recipient", "=", email)
    .orderBy("id")
    .execute();
  return rows;
}

describe("ACC-5: mails of notices", () => {
  it("go out after the commit, name the page, and can be switched off where they say", async () => {
    const reader = await aReader();
    await reader.tell();
    expect(await mailsTo(reader.email)).toEqual([
      {
        to: reader.email,
        subject: "lin asks to use ada/whale",
        text: [
          "lin asks to use ada/whale.",
          "They say: A thesis",
          "https://gallery.example/ada/whale/access-requests",
          "--\nOur Gallery\nYou receive this mail because notices are mailed to you. " +
            "You can switch that off here:\nhttps://gallery.example/settings/notices",
        ].join("\n\n"),
      },
    ]);
    expect(await mailsTo(reader.email, ctx.later(HOUR_MS))).toHaveLength(1);
  });

  it("are in the language of the reader", async () => {
    const reader = await aReader("zh");
    await reader.tell();
    const [mail] = await mailsTo(reader.email);
    expect(mail?.subject).toBe("lin 申请使用 ada/whale");
    expect(mail?.text).toContain("申请理由：A thesis");
    expect(mail?.text).toContain("可以在这里关闭");
  });

  it("are on by default; who switches them off gets none, ACC-6: but those of a failed scan", async () => {
    const reader = await aReader();
    expect(await getNoticeSettings(reader.as)).toEqual({ mailsNotices: true });
    await setNoticeSettings(reader.as, { mailsNotices: false });
    await reader.tell();
    await reader.tell({ kind: "scan-failed", params: { asset: "ada/whale", reason: "a virus" } });
    const mails = await mailsTo(reader.email);
    expect(mails.map(({ subject }) => subject)).toEqual([
      "The security scan of ada/whale found something",
    ]);
    expect(mails[0]?.text).toContain("is always mailed");
    expect((await listNotices(reader.as, { unread: true, limit: 10 })).items).toHaveLength(2);
  });

  it("are not sent for what was read on the page before, ACC-6: but for a failed scan", async () => {
    const reader = await aReader();
    await reader.tell();
    await reader.tell({ kind: "scan-failed", params: { asset: "ada/whale" } });
    const { items } = await listNotices(reader.as, { unread: true, limit: 10 });
    await markNoticesRead(
      reader.as,
      items.map(({ id }) => id),
    );
    expect(await mailsTo(reader.email)).toHaveLength(1);
  });

  it("PLT-7: are headers of one line, whatever names and titles hold", async () => {
    const reader = await aReader();
    const asset = `whale\r\nBcc: thief@example.org\u2028X: y\u0007${"鲸🐋".repeat(4000)}`;
    await reader.tell({ params: { account: "lin\r\n\r\nBody", asset } });
    const [mail] = await mailsTo(reader.email);
    expect(mail?.subject).toMatch(/^lin Body asks to use whale Bcc: thief@example\.org X: y 鲸🐋/u);
    expect(mail?.subject).not.toMatch(/[\p{Cc}\u2028]/u);
    expect([...(mail?.subject ?? "")].length).toBe(150);
    expect(mail?.subject.isWellFormed()).toBe(true);
  });

  it("take no placeholder from what people write", async () => {
    const reader = await aReader();
    await reader.tell({ params: { account: "{reason}", asset: "{account}", reason: "secret" } });
    expect((await mailsTo(reader.email))[0]?.subject).toBe("{reason} asks to use {account}");
  });
});

describe("a mail that is not taken", () => {
  it("is tried again later, and given up after ten attempts", async () => {
    const reader = await aReader();
    await reader.tell();
    let attempts = 0;
    const server = aMailServer((mail) => {
      if (mail.to === reader.email) attempts += 1;
      return mail.to === reader.email ? refusal() : null;
    });
    await sendNoticeMails(server.on(ctx.later(MINUTE_MS)));
    await sendNoticeMails(server.on(ctx.later(2 * MINUTE_MS)));
    expect(attempts).toBe(1);
    await sendNoticeMails(server.on(ctx.later(7 * MINUTE_MS)));
    expect(attempts).toBe(2);
    for (let hour = 1; hour < 120; hour += 7) {
      await sendNoticeMails(server.on(ctx.later(hour * HOUR_MS)));
    }
    expect(attempts).toBe(10);
    const stored = await ctx.db
      .selectFrom("notice_mails")
      .select(["state", "attempts", "last_error"])
      .where("state", "=", "failed")
      .execute();
    expect(stored).toEqual([{ state: "failed", attempts: 10, last_error: "550 no such mailbox" }]);
  });

  it("holds up no other mail, unless there is no server at all", async () => {
    const [refused, fine] = [await aReader(), await aReader()];
    await refused.tell();
    await fine.tell();
    let isThere = false;
    const server = aMailServer((mail) => {
      if (!isThere) return new Error("connect ECONNREFUSED");
      return mail.to === refused.email ? refusal() : null;
    });
    await sendNoticeMails(server.on(ctx.later(MINUTE_MS)));
    expect(server.taken).toEqual([]);
    const untouched = await ctx.db
      .selectFrom("notice_mails")
      .select("notice_id")
      .where("state", "=", "waiting")
      .where("attempts", "=", 0)
      .execute();
    expect(untouched).toHaveLength(1);
    isThere = true;
    await sendNoticeMails(server.on(ctx.later(10 * MINUTE_MS)));
    expect(server.taken.map(({ to }) => to)).toEqual([fine.email]);
  });

  it("is sent once by processes that work at once", async () => {
    const readers = await Promise.all(Array.from({ length: 10 }, () => aReader()));
    for (const reader of readers) await reader.tell();
    const server = aMailServer();
    const processes = Array.from({ length: 4 }, () =>
      sendNoticeMails(server.on(ctx.later(MINUTE_MS))),
    );
    await Promise.all(processes);
    const sent = server.taken.map(({ to }) => to).toSorted();
    expect(sent).toEqual(readers.map(({ email }) => email).toSorted());
  });
});

describe("ACC-6: what notifies", () => {
  const params = {
    account: "lin",
    asset: "ada/whale",
    count: "3",
    date: "2026-11-20",
    days: "7",
    reason: "A reason",
    target: "obs://bucket",
    title: "A title",
    version: "1.2.0",
  };

  it.each(NOTICE_KINDS)("%s has its words in both languages, whatever is missing", (kind) => {
    const site = { name: "Gallery", baseUrl: "https://gallery.example" };
    const about = { kind, path: "/ada/whale", isAlwaysMailed: false };
    const [en, zh] = ["en", "zh"].map((language) =>
      writeMail({ ...about, params, language }, site),
    );
    const bare = writeMail({ ...about, params: {}, language: "en" }, site);
    expect(en?.subject).not.toBe(zh?.subject);
    for (const mail of [en, zh, bare])
      expect(mail?.subject + (mail?.text ?? "")).not.toMatch(/[{}]/u);
    expect(zh?.text).toMatch(/\p{Script=Han}/u);
    expect(en?.text).toContain("ada/whale");
  });
});
