import type { AccessStatus, Gate, GateForm } from "#contract/assets/gate.ts";

const DAY_MS = 86_400_000;

/** Somebody whose access ends is told so long before, or in the last quarter of a shorter time. */
export const ENDING_NOTICE_MS = 7 * DAY_MS;
/** Deciders are reminded of requests that wait for so long, and again after as long. */
export const REMINDER_MS = 7 * DAY_MS;

type Decided = { status: string; valid_until: Date | null };

/** What has become of a request by now: access ends by the clock, before anything notes it. */
export function statusAt({ status, valid_until }: Decided, now: Date): AccessStatus {
  const isOver = status === "accepted" && valid_until !== null && valid_until <= now;
  return isOver ? "expired" : (status as AccessStatus);
}

/** From when on an account may ask again; null: its request waits, or was accepted. */
export function askAgainAt(
  row: Decided & { decided_at: Date | null },
  { waitDays, now }: { waitDays: number; now: Date },
): Date | null {
  switch (statusAt(row, now)) {
    case "pending":
    case "accepted":
      return null;
    case "expired":
      return row.valid_until;
    case "rejected":
      return row.decided_at && new Date(row.decided_at.getTime() + waitDays * DAY_MS);
  }
}

/** What is asked: where the owner has said nothing, the card does. */
export function formOf(gate: Gate, cardForm: GateForm | null): GateForm {
  return {
    heading: gate.heading || (cardForm?.heading ?? ""),
    terms: gate.terms || (cardForm?.terms ?? ""),
    fields: gate.fields.length > 0 ? gate.fields : (cardForm?.fields ?? []),
    button: gate.button || (cardForm?.button ?? ""),
  };
}

/** Whole days between two moments, rounded down. */
export function daysBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / DAY_MS);
}

/** A day as mails and pages name it in every language: `2026-11-20`, in UTC. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
