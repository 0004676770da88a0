import { z } from "zod";
import { NamespaceSummary, text, Timestamp } from "../fields.ts";

/** `off`: whoever sees the asset reads it; `auto`: whoever asks does; `manual`: its owner decides. */
export const GateMode = z.enum(["off", "auto", "manual"]);
export type GateMode = z.infer<typeof GateMode>;

const Label = text("label", { min: 1, max: 100 });
const Answer = text("answer", { max: 1000 });

/** Something that whoever asks tells the owner, beside name, e-mail address and reason. */
const GateField = z.object({ label: Label, isRequired: z.boolean() });

/** PUB-15: what stands before the content of an asset. */
export const Gate = z.object({
  mode: GateMode,
  /** Shown before asking, and accepted with it; empty: none. */
  terms: text("terms", { max: 20_000 }),
  fields: z
    .array(GateField)
    .max(10)
    .refine(
      (fields) => new Set(fields.map(({ label }) => label)).size === fields.length,
      "fields must have different labels",
    ),
});
export type Gate = z.infer<typeof Gate>;

export const AccessStatus = z.enum(["pending", "accepted", "rejected"]);
export type AccessStatus = z.infer<typeof AccessStatus>;

/** What has become of one's own request. */
export const OwnAccessRequest = z.object({
  status: AccessStatus,
  /** Why it was rejected, where the owner says so. */
  rejectionReason: z.string().nullable(),
  requestedAt: Timestamp,
  decidedAt: Timestamp.nullable(),
});
export type OwnAccessRequest = z.infer<typeof OwnAccessRequest>;

export const GateView = Gate.extend({ ownRequest: OwnAccessRequest.nullable() });
export type GateView = z.infer<typeof GateView>;

export const AccessApplication = z.object({
  reason: text("reason", { max: 2000 }).default(""),
  /** By the label of the field. */
  answers: z.record(Label, Answer).default({}),
  acceptsTerms: z.boolean().default(false),
});
export type AccessApplication = z.input<typeof AccessApplication>;

/** A request as the owner of the asset sees it. */
export const AccessRequest = OwnAccessRequest.extend({
  id: z.string(),
  account: NamespaceSummary,
  /** Of who asked themselves. */
  email: z.string().nullable(),
  reason: z.string(),
  answers: z.record(z.string(), z.string()),
  /** Admitted by the owner without having asked. */
  wasGranted: z.boolean(),
  decidedBy: NamespaceSummary.nullable(),
});
export type AccessRequest = z.infer<typeof AccessRequest>;

export const AccessDecision = z.object({
  /** `pending` takes a decision back. */
  status: AccessStatus,
  /** Told to who asked; only with a rejection. */
  reason: text("reason", { max: 2000 }).default(""),
});
export type AccessDecision = z.input<typeof AccessDecision>;
