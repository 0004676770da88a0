import { endpoint } from "../endpoint.ts";
import {
  EmailCodeRequest,
  EmailCodeSent,
  Onboarding,
  OnboardingConfirmation,
} from "./onboarding.ts";

const CONFIRM = { who: "signed-in", scope: "write", sessionOnly: true } as const;

export const getOnboarding = endpoint({
  id: "accounts.get-onboarding",
  method: "GET",
  path: "/me/onboarding",
  summary: "Whether one has confirmed nickname and e-mail address",
  access: { who: "signed-in", scope: "read" },
  answer: { status: 200, body: Onboarding },
});

export const sendEmailCode = endpoint({
  id: "accounts.send-email-code",
  method: "POST",
  path: "/me/email-code",
  summary: "Have a code sent to an e-mail address, to show that it is one's own",
  access: CONFIRM,
  body: EmailCodeRequest,
  answer: { status: 200, body: EmailCodeSent },
  problems: ["email-taken"],
});

export const confirmOnboarding = endpoint({
  id: "accounts.confirm-onboarding",
  method: "POST",
  path: "/me/onboarding",
  summary: "Confirm nickname and e-mail address and accept the agreements",
  access: CONFIRM,
  body: OnboardingConfirmation,
  answer: { status: 200, body: Onboarding },
  problems: ["email-code-wrong", "email-taken", "consent-missing", "agreement-outdated"],
});
