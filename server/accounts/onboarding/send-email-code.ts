import { createHash, randomInt } from "node:crypto";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { addressKey, type RateLimit, takePoints } from "../../platform/rate-limit/index.ts";
import { hashPassword } from "../passwords.ts";
import { requireAccount } from "../require-account.ts";
import { emailKey } from "../rules.ts";
import { writeCodeMail } from "./code-mail.ts";
import { CODE_DIGITS, CODE_LIFETIME_MS } from "./rules.ts";
import { findEmailOwner, putCode, readOnboarding } from "./store.ts";

const HOUR_MS = 3_600_000;
const CODES_PER_HOUR = 5;
const CODES_PER_ADDRESS_AND_HOUR = 20;

/**
 * ACC-4: mails a code to an address, one's own or the one to have. Only its hash is stored; it is
 * worth something for a quarter of an hour and a few attempts, and the next one takes its place.
 * @throws {Problem} `rate-limited`; `email-taken` for the address of another account; `unavailable`
 *   when no mail server takes it.
 */
export async function sendEmailCode(
  ctx: RequestContext,
  { email }: { email: string },
): Promise<{ email: string; expiresAt: string }> {
  const { accountId } = requireAccount(ctx);
  await takePoints(ctx.db, ctx.now(), limitsOf(ctx, accountId, email));
  const owner = await findEmailOwner(ctx.db, email);
  if (owner !== undefined && owner !== accountId) {
    throw problem("email-taken", { detail: `${email} has an account` });
  }
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, "0");
  const expiresAt = new Date(ctx.now().getTime() + CODE_LIFETIME_MS);
  await putCode(ctx.db, { accountId, email, codeHash: await hashPassword(code), expiresAt });
  const { language } = await readOnboarding(ctx.db, accountId);
  await handOver(ctx, { to: email, ...writeCodeMail(code, { language, name: ctx.config.name }) });
  return { email, expiresAt: expiresAt.toISOString() };
}

/** From one account, to one mailbox, and from one place: nobody's mailbox is filled. */
function limitsOf(ctx: RequestContext, accountId: number, email: string): RateLimit[] {
  const mailbox = createHash("sha256").update(emailKey(email)).digest("base64url");
  const ofPlace = `e-mail code from ${addressKey(ctx.ipAddress)}`;
  return [
    { key: `e-mail code of ${accountId}`, points: CODES_PER_HOUR, windowMs: HOUR_MS },
    { key: `e-mail code to ${mailbox}`, points: CODES_PER_HOUR, windowMs: HOUR_MS },
    { key: ofPlace, points: CODES_PER_ADDRESS_AND_HOUR, windowMs: HOUR_MS },
  ];
}

/** At once and not by a job: a code must lie nowhere but in the mailbox, and somebody waits for it. */
async function handOver(
  ctx: RequestContext,
  mail: { to: string; subject: string; text: string },
): Promise<void> {
  try {
    await ctx.mail.send(mail);
  } catch (cause) {
    ctx.log.warn({ err: cause }, "e-mail code not sent");
    throw problem("unavailable", {
      detail: "The mail could not be sent",
      hint: "Look at the address, and try again later",
      cause,
    });
  }
}
