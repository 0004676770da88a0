import { type AddressInfo, createServer, type Server } from "node:net";
import { createInterface } from "node:readline";
import { pino } from "pino";
import { afterAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { createMailer } from "./index.ts";

const { db } = await testDatabase();
const log = pino({ level: "silent" });

/** The outside world's SMTP server: takes every message, or refuses every recipient. */
async function smtpServer({ refuses = false } = {}) {
  const messages: string[] = [];
  const server: Server = createServer((socket) => {
    let message: string[] | undefined;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say("220 test ESMTP");
    createInterface({ input: socket }).on("line", (line) => {
      if (message !== undefined) {
        if (line !== ".") message.push(line);
        else {
          messages.push(message.join("\n"));
          message = undefined;
          say("250 taken");
        }
      } else if (/^(EHLO|HELO|MAIL|RSET|NOOP)/i.test(line)) say("250 test");
      else if (/^RCPT/i.test(line)) say(refuses ? "550 no such mailbox" : "250 fine");
      else if (/^DATA/i.test(line)) {
        message = [];
        say("354 go on");
      } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
      else say("502 unknown");
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  afterAll(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, messages };
}

describe("mail without an SMTP server", () => {
  it("PLT-10: is captured for the operator console", async () => {
    const mail = createMailer({ db, log, smtp: null });
    await mail.send({ to: "a@example.org", subject: "验证码", text: "Line 1\nLine 2 👋" });
    mail.close();
    const rows = await db.selectFrom("captured_mails").selectAll().execute();
    expect(rows).toMatchObject([
      { recipient: "a@example.org", subject: "验证码", body: "Line 1\nLine 2 👋" },
    ]);
  });
});

describe("mail by SMTP", () => {
  const from = "Open Gallery <gallery@example.org>";

  it("PLT-10: reaches the configured server and is not captured", async () => {
    const { url, messages } = await smtpServer();
    const before = await db.selectFrom("captured_mails").select("id").execute();
    const mail = createMailer({ db, log, smtp: { url, from } });
    await mail.send({ to: "reader@example.org", subject: "Hello", text: "A line\n.\nThe end" });
    mail.close();
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain("To: reader@example.org");
    expect(messages[0]).toContain(`From: ${from}`);
    expect(messages[0]).toContain("The end");
    expect(await db.selectFrom("captured_mails").select("id").execute()).toEqual(before);
  });

  it("PLT-7: keeps a recipient or subject from adding headers or recipients", async () => {
    const { url, messages } = await smtpServer();
    const mail = createMailer({ db, log, smtp: { url, from } });
    await mail.send({ to: "a@example.org", subject: "Hi\r\nBcc: thief@example.org", text: "x" });
    const two = { to: "a@example.org, thief@example.org", subject: "x", text: "x" };
    await mail.send(two).catch(() => {});
    mail.close();
    for (const message of messages) expect(message).not.toMatch(/^Bcc:/m);
    expect(messages.filter((message) => /^To:.*thief@example\.org\s*$/m.test(message))).toEqual([]);
  });

  it("PLT-10: fails when the server does not take it, so that it can be sent again", async () => {
    const { url } = await smtpServer({ refuses: true });
    const mail = createMailer({ db, log, smtp: { url, from } });
    const sending = mail.send({ to: "nobody@example.org", subject: "x", text: "x" });
    await expect(sending).rejects.toThrow(/550/);
    mail.close();
    const gone = createMailer({ db, log, smtp: { url: "smtp://127.0.0.1:1", from } });
    const other = gone.send({ to: "nobody@example.org", subject: "x", text: "x" });
    await expect(other).rejects.toThrow(/ECONNREFUSED/);
    gone.close();
  });
});
