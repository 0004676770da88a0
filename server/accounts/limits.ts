import { createHash } from "node:crypto";
import type { Config } from "../config.ts";
import { addressKey, type RateLimit } from "../platform/rate-limit/index.ts";

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
/** Wrong passwords for one account from one address: enough for a person who half remembers. */
const PAIR_POINTS = 10;
/** Wrong passwords for one account from anywhere: against a guesser with many addresses. */
const ACCOUNT_POINTS = 50;

/** What one address may create. */
export function signUpLimits(config: Config, ipAddress: string): RateLimit[] {
  const key = `sign-up address ${addressKey(ipAddress)}`;
  return [{ key, points: config.signUpsPerHour, windowMs: HOUR_MS }];
}

/** How a secret may be tried: limits by subject, by address, and by both together. */
export type AttemptLimits = {
  all: RateLimit[];
  /** Forgotten after a success. */
  ofSubject: string[];
  /** Given its point back after a success: only failures count. */
  ofAddress: string;
};

/** @param subject whose password or secret is tried; unknown ones are limited just as well. */
export function attemptLimits(
  config: Config,
  { subject, ipAddress }: { subject: string; ipAddress: string },
): AttemptLimits {
  const whose = createHash("sha256").update(subject).digest("base64url");
  const address = addressKey(ipAddress);
  const pair = { key: `attempt pair ${whose} ${address}`, points: PAIR_POINTS };
  const account = { key: `attempt account ${whose}`, points: ACCOUNT_POINTS };
  const ofAddress = `attempt address ${address}`;
  return {
    all: [
      { ...pair, windowMs: QUARTER_MS },
      { ...account, windowMs: QUARTER_MS },
      { key: ofAddress, points: config.failedSignInsPerQuarterHour, windowMs: QUARTER_MS },
    ],
    ofSubject: [pair.key, account.key],
    ofAddress,
  };
}
