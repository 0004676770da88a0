import { type Duration, endOfPeriod } from "#contract/publishing/duration.ts";
import type { SubscriptionState } from "#contract/subscriptions/subscription.ts";

const DAY_MS = 86_400_000;
const NOTICE_DAYS = 7;
/** A short period is announced in its last quarter. */
const NOTICE_PART = 4;

export type Period = {
  /** How often it was renewed before this period. */
  renewals: number;
  endsAt: Date;
  /** When its end is announced. */
  noticeAt: Date;
};

/** The period after so many renewals; counted from the first day, so that no day is lost. */
export function periodOf(startsAt: Date, duration: Duration, renewals: number): Period {
  const beginsAt = endOfPeriod(startsAt, duration, renewals);
  const endsAt = endOfPeriod(startsAt, duration, renewals + 1);
  const lengthMs = endsAt.getTime() - beginsAt.getTime();
  const aheadMs = Math.min(NOTICE_DAYS * DAY_MS, lengthMs / NOTICE_PART);
  return { renewals, endsAt, noticeAt: new Date(endsAt.getTime() - aheadMs) };
}

/** The first period that ends after `now`, beginning with the one after `renewals`. */
export function nextPeriod(
  startsAt: Date,
  duration: Duration,
  { renewals, now }: { renewals: number; now: Date },
): Period {
  for (let next = renewals + 1; ; next += 1) {
    const period = periodOf(startsAt, duration, next);
    if (period.endsAt > now) return period;
  }
}

/** DIS-6: the state that holds at a time, also before a job has written it down. */
export function stateAt(
  { state, endsAt }: { state: SubscriptionState; endsAt: Date | null },
  now: Date,
): SubscriptionState {
  return endsAt !== null && endsAt <= now ? "expired" : state;
}

/** Whole days until the end, the begun one counted. */
export function daysLeft(endsAt: Date | null, now: Date): number | null {
  if (endsAt === null) return null;
  return Math.max(0, Math.ceil((endsAt.getTime() - now.getTime()) / DAY_MS));
}
