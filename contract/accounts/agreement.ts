import { z } from "zod";
import { NamespaceSummary, text, Timestamp } from "../fields.ts";
import { AGREEMENTS } from "./agreement-names.ts";

export const AgreementName = z.enum(AGREEMENTS);
export type AgreementName = z.infer<typeof AgreementName>;

/** `1.0`, `2.0`, …: in the order in which they come into force. */
export const AgreementVersion = z.string().regex(/^[1-9]\d{0,8}\.0$/, "is no version: 1.0, 2.0, …");

/** Consent to one text: the version that the person was shown. */
export const AcceptedAgreement = z.object({
  agreement: AgreementName,
  version: AgreementVersion,
});
export type AcceptedAgreement = z.infer<typeof AcceptedAgreement>;

/** What somebody consents to with what they do; earlier consent to a version in force counts too. */
export const AcceptedAgreements = z.array(AcceptedAgreement).max(AGREEMENTS.length);

/** An agreement in the version in force. */
export const Agreement = AcceptedAgreement.extend({
  effectiveAt: Timestamp,
  /** When the caller consented to this version. */
  acceptedAt: Timestamp.nullable(),
});
export type Agreement = z.infer<typeof Agreement>;

/** One version as it is read; both texts are Markdown. */
export const AgreementText = AcceptedAgreement.extend({
  textZh: z.string(),
  textEn: z.string(),
  effectiveAt: Timestamp,
  /** The version in force. */
  currentVersion: AgreementVersion,
});
export type AgreementText = z.infer<typeof AgreementText>;

export const AGREEMENT_TEXT_MAX = 100_000;
const MarkdownText = (label: string) => text(label, { min: 1, max: AGREEMENT_TEXT_MAX });

/** A version that an operator writes. Its number is the next one. */
export const NewAgreementVersion = z.object({
  textZh: MarkdownText("textZh"),
  textEn: MarkdownText("textEn"),
  /** When it comes into force; null: at once. */
  effectiveAt: Timestamp.nullable(),
  /** The newest version that the operator has seen. */
  after: AgreementVersion,
});
export type NewAgreementVersion = z.infer<typeof NewAgreementVersion>;

/** A version as operators see it in the history. */
export const AgreementRecord = AcceptedAgreement.extend({
  effectiveAt: Timestamp,
  createdAt: Timestamp,
  /** Null for what the gallery came with. */
  createdBy: NamespaceSummary.nullable(),
  /** `planned` can still be withdrawn. */
  state: z.enum(["planned", "in-force", "replaced"]),
  /** How many accounts have consented to it. */
  acceptances: z.number().int(),
});
export type AgreementRecord = z.infer<typeof AgreementRecord>;
