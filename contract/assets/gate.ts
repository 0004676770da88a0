import { z } from "zod";
import { AssetKind, NamespaceSummary, text, Timestamp } from "../fields.ts";

/** `off`: whoever sees the asset reads it; `auto`: whoever asks does; `manual`: its owner decides. */
export const GateMode = z.enum(["off", "auto", "manual"]);
export type GateMode = z.infer<typeof GateMode>;

const Label = text("label", { min: 1, max: 100 });
const Answer = text("answer", { max: 1000 });

/** How a field is answered; a country by its name, a date as `2026-11-20`, a box as `true`. */
export const GateFieldType = z.enum(["text", "country", "date", "checkbox", "select"]);
export type GateFieldType = z.infer<typeof GateFieldType>;

/** Something that whoever asks tells the owner, beside name, e-mail address and reason. */
export const GateField = z
  .object({
    label: Label,
    isRequired: z.boolean(),
    type: GateFieldType.default("text"),
    /** What a `select` offers. */
    options: z.array(Label).max(100).default([]),
  })
  .refine(({ type, options }) => (type === "select") === options.length > 0, {
    path: ["options"],
    message: "options are needed with, and only with, a field to choose from",
  });
export type GateField = z.output<typeof GateField>;

/** What is shown to who asks. */
export const GateForm = z.object({
  /** Above the form; empty: our own words. */
  heading: text("heading", { max: 100 }),
  /** Shown before asking, and accepted with it; empty: none. */
  terms: text("terms", { max: 20_000 }),
  fields: z
    .array(GateField)
    .max(10)
    .refine(
      (fields) => new Set(fields.map(({ label }) => label)).size === fields.length,
      "fields must have different labels",
    ),
  /** On the button that sends it; empty: our own word. */
  button: text("button", { max: 60 }),
});
export type GateForm = z.infer<typeof GateForm>;

/** At most ten years. */
export const GatePeriod = z
  .object({ amount: z.number().int().min(1), unit: z.enum(["day", "month", "year"]) })
  .refine(
    ({ amount, unit }) => amount <= { day: 3650, month: 120, year: 10 }[unit],
    "must be at most 10 years",
  );
export type GatePeriod = z.infer<typeof GatePeriod>;

/** PUB-15: what stands before the content of an asset. */
export const Gate = GateForm.extend({
  mode: GateMode,
  /** How long access lasts that is granted from now on; null: without end. */
  period: GatePeriod.nullable(),
  /** Days after a rejection until the same person may ask again. */
  waitDays: z.number().int().min(0).max(365),
});
export type Gate = z.infer<typeof Gate>;

export const GateChange = Gate.partial();
export type GateChange = z.infer<typeof GateChange>;

/** `expired`: it was accepted for a time that is over; one may ask again. */
export const AccessStatus = z.enum(["pending", "accepted", "rejected", "expired"]);
export type AccessStatus = z.infer<typeof AccessStatus>;

/** What has become of one's own request. */
export const OwnAccessRequest = z.object({
  status: AccessStatus,
  /** Why it was rejected, where the owner says so. */
  rejectionReason: z.string().nullable(),
  requestedAt: Timestamp,
  decidedAt: Timestamp.nullable(),
  /** When accepted access ends, or ended; null: never. */
  validUntil: Timestamp.nullable(),
  /** From when on one may ask again; null: there is nothing to ask for. */
  askAgainAt: Timestamp.nullable(),
});
export type OwnAccessRequest = z.infer<typeof OwnAccessRequest>;

export const GateView = Gate.extend({
  /** What is asked: the owner's words, and where there are none, those of the card. */
  form: GateForm,
  /** What the card's `extra_gated_…` fields ask; null: nothing. */
  cardForm: GateForm.nullable(),
  ownRequest: OwnAccessRequest.nullable(),
  /** The viewer decides on requests. */
  canDecide: z.boolean(),
});
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
  timesAsked: z.number().int().min(1),
  /** Admitted by the owner without having asked. */
  wasGranted: z.boolean(),
  decidedBy: NamespaceSummary.nullable(),
});
export type AccessRequest = z.infer<typeof AccessRequest>;

const Decision = z.object({
  /** `pending` takes a decision back. */
  status: AccessStatus.exclude(["expired"]),
  /** Told to who asked; only with a rejection. */
  reason: text("reason", { max: 2000 }).default(""),
  /** How long access lasts, other than the gate says; null: without end. */
  period: GatePeriod.nullable().optional(),
});

export const AccessDecision = Decision.extend({
  /** What the one who decides has seen: another state by now is a conflict. */
  expected: AccessStatus.optional(),
});
export type AccessDecision = z.input<typeof AccessDecision>;

export const AccessDecisions = Decision.extend({
  requests: z
    .array(z.object({ id: z.string().max(64), expected: AccessStatus.optional() }))
    .min(1)
    .max(100),
});
export type AccessDecisions = z.input<typeof AccessDecisions>;

/** What became of one of many: another decider may have been there first. */
export const DecisionOutcome = z.object({
  id: z.string(),
  outcome: z.enum(["decided", "changed-meanwhile", "not-found"]),
  request: AccessRequest.nullable(),
});
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

/** An asset as lists of requests name it. */
const RequestedAsset = z.object({
  kind: AssetKind,
  owner: z.string(),
  name: z.string(),
  titleZh: z.string(),
});

/** One's own request with the asset it is for. */
export const SentAccessRequest = OwnAccessRequest.extend({ id: z.string(), asset: RequestedAsset });
export type SentAccessRequest = z.infer<typeof SentAccessRequest>;

/** An asset with requests that wait for one's decision. */
export const WaitingRequests = z.object({
  asset: RequestedAsset,
  count: z.number().int().min(1),
  oldestAt: Timestamp,
});
export type WaitingRequests = z.infer<typeof WaitingRequests>;
