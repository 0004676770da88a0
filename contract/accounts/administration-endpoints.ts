import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { text, Timestamp } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { Person } from "./account.ts";

const BASE = "/console/accounts";
const READ = { who: "administrator", scope: "read" } as const;
const WRITE = { who: "administrator", scope: "write" } as const;
const ByAccount = z.object({ account: z.string().min(1).max(200) });

export const AccountState = z.enum(["active", "suspended", "deleted"]);
export type AccountState = z.infer<typeof AccountState>;

/** An account as operators see it. */
export const AdministeredAccount = Person.extend({
  email: z.string(),
  state: AccountState,
  isAdmin: z.boolean(),
  /** ACC-10: since when it is known who the person is; null: it is not. */
  identityVerifiedAt: Timestamp.nullable(),
  /** Who has verified it: empty for an administrator, otherwise the provider that was named. */
  identitySource: z.string().nullable(),
  createdAt: Timestamp,
});
export type AdministeredAccount = z.infer<typeof AdministeredAccount>;

export const AccountSearch = PageQuery.extend({
  /** What the name, account ID, nickname or e-mail address begins with. */
  q: text("q", { max: 200 }).optional(),
  state: AccountState.optional(),
});
export type AccountSearch = z.infer<typeof AccountSearch>;

export const listAccounts = endpoint({
  id: "accounts.list-accounts",
  method: "GET",
  path: BASE,
  summary: "All accounts, newest first",
  access: READ,
  query: AccountSearch,
  answer: { status: 200, body: pageOf(AdministeredAccount) },
});

export const setAccountState = endpoint({
  id: "accounts.set-account-state",
  method: "PUT",
  path: `${BASE}/:account/state`,
  summary: "Suspend an account, which ends its sessions and refuses its tokens, or let it in again",
  access: WRITE,
  params: ByAccount,
  body: z.object({ state: AccountState.exclude(["deleted"]) }),
  answer: { status: 204 },
  problems: ["last-administrator"],
});

export const setAdministrator = endpoint({
  id: "accounts.set-administrator",
  method: "PUT",
  path: `${BASE}/:account/administrator`,
  summary: "Make an account an administrator, or take that away",
  access: WRITE,
  params: ByAccount,
  body: z.object({ isAdmin: z.boolean() }),
  answer: { status: 204 },
  problems: ["last-administrator"],
});

export const setIdentity = endpoint({
  id: "accounts.set-identity",
  method: "PUT",
  path: `${BASE}/:account/identity`,
  summary:
    "Say that it is known who a person really is, or take that back; also for a provider's use",
  access: WRITE,
  params: ByAccount,
  body: z.object({
    isVerified: z.boolean(),
    /** The provider that has verified it; absent: the administrator. */
    source: text("source", { max: 64 }).default(""),
  }),
  answer: { status: 204 },
});
