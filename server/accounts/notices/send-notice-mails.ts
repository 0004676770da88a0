import type { Context } from "../../context.ts";
import { isAlwaysMailed, MAX_ATTEMPTS, nextAttemptAt } from "./rules.ts";
import { claimMail, type DueMail, markFailed, markSent, removeMail } from "./store/mails.ts";
import { writeMail } from "./texts/write-mail.ts";

type MailContext = Pick<Context, "config" | "db" | "log" | "mail" | "now">;

/**
 * Sends the mails that are due, one after the other, beside other processes that do the same. A mail
 * goes out at least once; one that fails is tried again later, and given up after a day or two.
 */
export async function sendNoticeMails(ctx: MailContext, signal?: AbortSignal): Promise<void> {
  while (signal?.aborted !== true) {
    const now = ctx.now();
    const due = await claimMail(ctx.db, { now, retryAt: nextAttemptAt(now, 1) });
    if (due === undefined || !(await settleMail(ctx, due))) return;
  }
}

/** False when there is no mail server to talk to: the next round tries that again. */
async function settleMail(ctx: MailContext, due: DueMail): Promise<boolean> {
  const { noticeId } = due;
  const isAlways = isAlwaysMailed(due.kind);
  if (!due.isActive || (due.isRead && !isAlways)) {
    await removeMail(ctx.db, noticeId);
    return true;
  }
  try {
    const mail = writeMail({ ...due, isAlwaysMailed: isAlways }, siteOf(ctx));
    await ctx.mail.send({ to: due.email, ...mail });
  } catch (error) {
    const isGivenUp = due.attempts >= MAX_ATTEMPTS;
    ctx.log.warn({ err: error, noticeId, attempt: due.attempts, isGivenUp }, "mail not sent");
    await markFailed(ctx.db, {
      noticeId,
      error: error instanceof Error ? error.message : String(error),
      retryAt: isGivenUp ? null : nextAttemptAt(ctx.now(), due.attempts),
    });
    return isRefusal(error);
  }
  await markSent(ctx.db, { noticeId, at: ctx.now() });
  return true;
}

/** Did the mail server answer, or was there none? */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && "responseCode" in error;
}

function siteOf({ config }: MailContext): { name: string; baseUrl: string } {
  return { name: config.name, baseUrl: config.url ?? `http://${config.host}:${config.port}` };
}
