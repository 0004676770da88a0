import type { Database } from "./database/index.ts";

/** Who does it: a request's context, or what is known without one. */
export type Actor = {
  viewer: { kind: "anonymous" } | { kind: "account"; accountId: number };
  ipAddress: string;
};

export type AuditEvent = {
  /** `word.past-tense`, e.g. `accounts.token-created`. */
  action: string;
  /** What it was done to, in words that outlive it: a name or a public id. */
  subject: string;
  details?: Record<string, unknown>;
  /** Overrides the actor's account, e.g. where signing in is what happens. */
  accountId?: number;
};

/**
 * Writes one security- or money-relevant action down for ever; in a transaction it is written if
 * and only if the action happened. Secrets have no place in it.
 */
export async function recordAudit(db: Database, actor: Actor, event: AuditEvent): Promise<void> {
  const acting = actor.viewer.kind === "account" ? actor.viewer.accountId : null;
  await db
    .insertInto("audit_events")
    .values({
      account_id: event.accountId ?? acting,
      action: event.action,
      subject: event.subject,
      details: JSON.stringify(event.details ?? {}),
      ip_address: actor.ipAddress,
    })
    .execute();
}
