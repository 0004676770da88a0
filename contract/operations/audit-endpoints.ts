import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { text, Timestamp } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";

const READ = { who: "administrator", scope: "read" } as const;

/** One security- or money-relevant action (PLT-8). */
export const AuditEvent = z.object({
  id: z.string(),
  /** Name of who did it, where somebody was signed in. */
  account: z.string().nullable(),
  /** `word.past-tense`. */
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
  ipAddress: z.string(),
  createdAt: Timestamp,
});
export type AuditEvent = z.infer<typeof AuditEvent>;

export const AuditQuery = PageQuery.extend({
  /** What the action begins with: `accounts.`, or one whole action. */
  action: z
    .string()
    .max(100)
    .regex(/^[a-z0-9.-]*$/, "is no beginning of an action")
    .optional(),
  /** Name of an account. */
  account: text("account", { max: 200 }).optional(),
  /** From this time on… */
  from: Timestamp.optional(),
  /** …and before this one. */
  to: Timestamp.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const listAuditEvents = endpoint({
  id: "operations.list-audit-events",
  method: "GET",
  path: "/console/audit",
  summary: "Security- and money-relevant actions, newest first",
  access: READ,
  query: AuditQuery,
  answer: { status: 200, body: pageOf(AuditEvent) },
});

export const listAuditActions = endpoint({
  id: "operations.list-audit-actions",
  method: "GET",
  path: "/console/audit/actions",
  summary: "Every action that was ever written down",
  access: READ,
  answer: { status: 200, body: z.object({ items: z.array(z.string()) }) },
});
