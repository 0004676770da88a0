import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Account } from "./account.ts";
import {
  ExternalArrival,
  ExternalDeparture,
  ExternalLink,
  ExternalLogin,
  ExternalOutcome,
  ExternalReturn,
  ExternalStart,
  NewExternalAccount,
} from "./external-login.ts";

const ANYONE = { who: "anyone", scope: "write" } as const;
const OWN_ACCOUNT = { who: "signed-in", scope: "write", sessionOnly: true } as const;

export const startExternalSignIn = endpoint({
  id: "accounts.start-external-sign-in",
  method: "POST",
  path: "/session/external",
  summary: "Begin to sign in by the OpenID Connect provider: answers the page to go to",
  access: ANYONE,
  body: ExternalStart,
  answer: { status: 200, body: ExternalDeparture },
  problems: ["provider-unavailable"],
});

export const finishExternalSignIn = endpoint({
  id: "accounts.finish-external-sign-in",
  method: "POST",
  path: "/session/external/return",
  summary: "Come back from the provider: signs in, links, or asks which account it is",
  access: ANYONE,
  body: ExternalReturn,
  answer: { status: 200, body: ExternalOutcome },
  problems: [
    "external-sign-in-failed",
    "provider-unavailable",
    "account-suspended",
    "external-login-taken",
    "external-logins-full",
  ],
});

export const getExternalArrival = endpoint({
  id: "accounts.get-external-arrival",
  method: "GET",
  path: "/session/external",
  summary: "Whom the provider has just vouched for, where that is no account yet",
  access: { who: "anyone", scope: "read" },
  answer: { status: 200, body: ExternalArrival },
  problems: ["external-sign-in-failed"],
});

export const createExternalAccount = endpoint({
  id: "accounts.create-external-account",
  method: "POST",
  path: "/session/external/account",
  summary: "Create an account for whom the provider has just vouched for, and sign in",
  access: ANYONE,
  body: NewExternalAccount,
  answer: { status: 201, body: Account },
  problems: [
    "external-sign-in-failed",
    "name-taken",
    "name-reserved",
    "email-taken",
    "sign-up-closed",
    "external-login-taken",
  ],
});

export const linkExternalAccount = endpoint({
  id: "accounts.link-external-account",
  method: "POST",
  path: "/session/external/link",
  summary: "Sign in with the password, and from then on by the provider as well",
  access: ANYONE,
  body: ExternalLink,
  answer: { status: 200, body: Account },
  problems: [
    "external-sign-in-failed",
    "credentials-wrong",
    "account-suspended",
    "external-login-taken",
    "external-logins-full",
  ],
});

export const listExternalLogins = endpoint({
  id: "accounts.list-external-logins",
  method: "GET",
  path: "/me/external-logins",
  summary: "Who signs in as oneself by a provider",
  access: { ...OWN_ACCOUNT, scope: "read" },
  answer: { status: 200, body: z.object({ items: z.array(ExternalLogin) }) },
});

export const startExternalLink = endpoint({
  id: "accounts.start-external-link",
  method: "POST",
  path: "/me/external-logins",
  summary: "Begin to link one's own account with the provider: answers the page to go to",
  access: OWN_ACCOUNT,
  body: ExternalStart,
  answer: { status: 200, body: ExternalDeparture },
  problems: ["provider-unavailable"],
});

export const removeExternalLogin = endpoint({
  id: "accounts.remove-external-login",
  method: "DELETE",
  path: "/me/external-logins/:id",
  summary: "Stop signing in by the provider",
  access: OWN_ACCOUNT,
  params: z.object({ id: z.string().max(64) }),
  answer: { status: 204 },
  problems: ["last-way-in"],
});
