import { NamespaceName } from "#contract/fields.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A session ends when it was not used for so long. */
export const SESSION_IDLE_MS = 30 * DAY_MS;
/** The use of a session, token or key pair is written down at most this often. */
const TOUCH_INTERVAL_MS = MINUTE_MS;
/** How long the token lives that a key pair is exchanged for. */
export const EXCHANGED_TOKEN_MS = HOUR_MS;
export const MAX_AVATAR_BYTES = 1_000_000;
/** Members that a profile shows; the rest are paged by the list of members. */
export const PROFILE_MEMBERS = 100;

/** The form of a name under which it is unique: names differ by more than their case. */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

/** The form of an e-mail address under which it is unique. */
export function emailKey(email: string): string {
  return email.normalize("NFC").toLowerCase();
}

/** False for what no namespace can be called: such a name is not worth a query. */
export function canBeName(name: string): boolean {
  return NamespaceName.safeParse(name).success;
}

/** When something created now ends. */
export function expiryOf(now: Date, days: number | undefined): Date | null {
  return days === undefined ? null : new Date(now.getTime() + days * DAY_MS);
}

/** Is it time to write down that a credential was used? */
export function isTouchDue(lastTouch: Date | null, now: Date): boolean {
  return lastTouch === null || now.getTime() - lastTouch.getTime() >= TOUCH_INTERVAL_MS;
}
