import { z } from "zod";
import { NamespaceName, Timestamp } from "../fields.ts";
import { Email, Nickname, SignIn, TimeZone } from "./account.ts";

/** A page of the gallery to come back to. */
const Next = z.string().max(2000).default("/");

export const ExternalStart = z.object({ next: Next });

/** The page of the provider to go to. */
export const ExternalDeparture = z.object({ url: z.string() });

export const ExternalReturn = z.object({
  /** What the provider added to the address that it sent the browser back to, without the `?`. */
  query: z.string().max(8000),
});

export const ExternalOutcome = z.object({
  /** `choose`: the provider vouches for somebody who must still say which account is theirs. */
  outcome: z.enum(["signed-in", "linked", "choose"]),
  next: z.string(),
});
export type ExternalOutcome = z.infer<typeof ExternalOutcome>;

/** Whom the provider vouches for, as far as they have no account here. */
export const ExternalArrival = z.object({
  provider: z.string(),
  email: z.string().nullable(),
  /** Only a verified address is taken over without a mail. */
  isEmailVerified: z.boolean(),
  /** A name that is free. */
  name: z.string(),
  nickname: z.string(),
  /** The verified address has an account: its password links the two. */
  hasAccount: z.boolean(),
  /** May a new account be made? */
  canSignUp: z.boolean(),
  next: z.string(),
});
export type ExternalArrival = z.infer<typeof ExternalArrival>;

export const NewExternalAccount = z.object({
  name: NamespaceName,
  email: Email,
  nickname: Nickname.default(""),
  language: z.enum(["en", "zh"]).default("en"),
  timeZone: TimeZone.default("UTC"),
});
export type NewExternalAccount = z.infer<typeof NewExternalAccount>;

export const ExternalLink = SignIn;

/** A person of a provider who is let in as this account. */
export const ExternalLogin = z.object({
  id: z.string(),
  provider: z.string(),
  email: z.string().nullable(),
  createdAt: Timestamp,
  lastUsedAt: Timestamp,
});
export type ExternalLogin = z.infer<typeof ExternalLogin>;
