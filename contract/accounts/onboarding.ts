import { z } from "zod";
import { text, Timestamp } from "../fields.ts";
import { Email } from "./account.ts";
import { AcceptedAgreements } from "./agreement.ts";

/** ACC-4: whether an account has said who it is, as commenting and the like may ask. */
export const Onboarding = z.object({
  isOnboarded: z.boolean(),
  nickname: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
});
export type Onboarding = z.infer<typeof Onboarding>;

export const EmailCodeRequest = z.object({
  /** One's own address, or the one to have from now on. */
  email: Email,
});

/** A code is on its way. */
export const EmailCodeSent = z.object({
  email: z.string(),
  /** After it the code is worth nothing. */
  expiresAt: Timestamp,
});

export const OnboardingConfirmation = z.object({
  nickname: text("nickname", { min: 1, max: 64 }),
  email: Email,
  /** From the mail; absent for an address that is verified already. */
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/u, "must be the 6 digits of the mail")
    .optional(),
  /** The agreements that were read, in the versions that were shown. */
  agreements: AcceptedAgreements,
});
export type OnboardingConfirmation = z.infer<typeof OnboardingConfirmation>;
