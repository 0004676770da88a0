import { createTransport } from "nodemailer";
import type { Logger } from "pino";
import type { Database } from "../database/index.ts";

/** One plain-text message to one person. */
export type Mail = { to: string; subject: string; text: string };

export type Mailer = {
  /**
   * Hands a message over: to the SMTP server, or to the operator console when none is configured.
   * Rejects when the SMTP server does not take it; whoever needs it sent retries in a job.
   */
  send: (mail: Mail) => Promise<void>;
  close: () => void;
};

export type MailerOptions = {
  db: Database;
  log: Logger;
  /** `smtp://user:password@host:port`, `smtps://…`; null: messages are captured. */
  smtp: { url: string; from: string } | null;
};

/** A stalled SMTP server must not hold a job for ever. */
const TIMEOUT_MS = 30_000;

export function createMailer(options: MailerOptions): Mailer {
  return options.smtp === null
    ? captureMail(options.db)
    : sendBySmtp({ log: options.log, ...options.smtp });
}

function sendBySmtp({ log, url, from }: { log: Logger; url: string; from: string }): Mailer {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    },
    { from },
  );
  return {
    send: async ({ to, subject, text }) => {
      const sent = await transport.sendMail({ to: { name: "", address: to }, subject, text });
      log.info({ messageId: sent.messageId }, "mail sent");
    },
    close: () => transport.close(),
  };
}

function captureMail(db: Database): Mailer {
  return {
    send: async ({ to, subject, text }) => {
      await db
        .insertInto("captured_mails")
        .values({ recipient: to, subject, body: text })
        .execute();
    },
    close: () => {},
  };
}
