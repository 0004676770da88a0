import { z } from "zod";
import { asIssue } from "../issues.ts";
import {
  atLeast,
  atMost,
  NamespaceKind,
  NamespaceName,
  NamespaceSummary,
  text,
  Timestamp,
} from "../fields.ts";
import { isTimeZone } from "./time-zones.ts";

/** The name of a time zone of the IANA database. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(
    isTimeZone,
    asIssue("time-zone", "timeZone must be the name of a time zone, such as Asia/Shanghai"),
  );

export const Email = z.email("must be an e-mail address").max(254);
/** 8–128 characters; nothing else is asked of a password (NIST SP 800-63B). */
export const Password = z
  .string()
  .refine((value) => [...value].length >= 8, atLeast("password", 8))
  .refine((value) => [...value].length <= 128, atMost("password", 128));

export const Nickname = text("nickname", { max: 64 });
export const Bio = text("bio", { max: 500 });

export const Role = z.enum(["owner", "maintainer", "member"]);
export type Role = z.infer<typeof Role>;

export const SignUp = z.object({
  name: NamespaceName,
  email: Email,
  password: Password,
  nickname: Nickname.default(""),
  language: z.enum(["en", "zh"]).default("en"),
  timeZone: TimeZone.default("UTC"),
  /** The one-time code that start prints; asked of the first account when not on loopback. */
  setupCode: z.string().max(64).optional(),
});
export type SignUp = z.infer<typeof SignUp>;

export const SignIn = z.object({
  /** Account name or e-mail address. */
  login: z.string().trim().min(1, "login is required").max(254),
  password: z.string().min(1, "password is required").max(512),
});

/** The account itself, as its owner sees it. */
export const Account = z.object({
  id: z.string(),
  name: z.string(),
  nickname: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  bio: z.string(),
  avatarUrl: z.string().nullable(),
  language: z.enum(["en", "zh"]),
  /** In which its days begin and end. */
  timeZone: z.string(),
  isAdmin: z.boolean(),
  /** ACC-10: since when it is known who the person is; null: it is not. */
  identityVerifiedAt: Timestamp.nullable(),
  /** Without one, people sign in by a provider. */
  hasPassword: z.boolean(),
  createdAt: Timestamp,
  organisations: z.array(NamespaceSummary.extend({ role: Role })),
});
export type Account = z.infer<typeof Account>;

export const AccountEdit = z.object({
  nickname: Nickname.optional(),
  email: Email.optional(),
  bio: Bio.optional(),
  language: z.enum(["en", "zh"]).optional(),
  timeZone: TimeZone.optional(),
});

export const PasswordChange = z.object({
  /** Empty for an account that has none: whoever has just signed in by the provider sets the first. */
  currentPassword: z.string().max(512),
  newPassword: Password,
});

export const SessionSummary = z.object({
  id: z.string(),
  userAgent: z.string(),
  ipAddress: z.string(),
  createdAt: Timestamp,
  lastSeenAt: Timestamp,
  isCurrent: z.boolean(),
});

/** The public page of a person or organisation. */
export const Profile = NamespaceSummary.extend({
  id: z.string(),
  kind: NamespaceKind,
  bio: z.string(),
  createdAt: Timestamp,
  /** ACC-8: what a person has earned; null for an organisation. */
  growth: z.number().int().nonnegative().nullable(),
  /** Organisations of a person, or members of an organisation (first 100). */
  members: z.array(NamespaceSummary.extend({ role: Role })),
  abilities: z.object({ edit: z.boolean(), createAsset: z.boolean(), manageMembers: z.boolean() }),
});
export type Profile = z.infer<typeof Profile>;

export const Person = NamespaceSummary.extend({ id: z.string() });
export type Person = z.infer<typeof Person>;
