import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { NamespaceName } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import {
  Account,
  AccountEdit,
  Bio,
  Nickname,
  PasswordChange,
  Person,
  Profile,
  Role,
  SessionSummary,
  SignIn,
  SignUp,
} from "./account.ts";
import {
  AccessKey,
  CreatedAccessKey,
  CreatedToken,
  ExchangedToken,
  KeyExchange,
  NewAccessKey,
  NewToken,
  Token,
} from "./credentials.ts";

const ById = z.object({ id: z.string().max(64) });
const ByName = z.object({ owner: z.string().min(1).max(200) });
const OWN_ACCOUNT = { who: "signed-in", scope: "write", sessionOnly: true } as const;

export const signUp = endpoint({
  id: "accounts.sign-up",
  method: "POST",
  path: "/accounts",
  summary: "Create an account and sign in with it; the first one is the administrator",
  access: { who: "anyone", scope: "write" },
  body: SignUp,
  answer: { status: 201, body: Account },
  problems: ["name-taken", "name-reserved", "email-taken", "setup-code-required", "sign-up-closed"],
});

export const signIn = endpoint({
  id: "accounts.sign-in",
  method: "POST",
  path: "/session",
  summary: "Start a browser session",
  access: { who: "anyone", scope: "write" },
  body: SignIn,
  answer: { status: 200, body: Account },
  problems: ["credentials-wrong", "account-suspended"],
});

export const signOut = endpoint({
  id: "accounts.sign-out",
  method: "DELETE",
  path: "/session",
  summary: "End this browser session",
  access: { who: "anyone", scope: "write" },
  answer: { status: 204 },
});

export const getSession = endpoint({
  id: "accounts.get-session",
  method: "GET",
  path: "/session",
  summary: "Who am I: the signed-in account, or null",
  access: { who: "anyone", scope: "read" },
  answer: { status: 200, body: z.object({ account: Account.nullable() }) },
});

export const editAccount = endpoint({
  id: "accounts.edit-account",
  method: "PATCH",
  path: "/me",
  summary: "Edit nickname, e-mail, bio or language of one's own account",
  access: { who: "signed-in", scope: "write" },
  body: AccountEdit,
  answer: { status: 200, body: Account },
  problems: ["email-taken"],
});

export const setAvatar = endpoint({
  id: "accounts.set-avatar",
  method: "PUT",
  path: "/me/avatar",
  summary: "Set the avatar: a PNG, JPEG or WebP image of at most 1 MB",
  access: { who: "signed-in", scope: "write" },
  body: { stream: true, mediaType: "image/*" },
  answer: { status: 200, body: Account },
  problems: ["unsupported-media-type", "body-too-large"],
});

export const removeAvatar = endpoint({
  id: "accounts.remove-avatar",
  method: "DELETE",
  path: "/me/avatar",
  summary: "Remove the avatar",
  access: { who: "signed-in", scope: "write" },
  answer: { status: 204 },
});

export const getAvatar = endpoint({
  id: "accounts.get-avatar",
  method: "GET",
  path: "/namespaces/:owner/avatar",
  summary: "The avatar image",
  access: { who: "anyone", scope: "read" },
  params: ByName,
  answer: { status: 200, body: { stream: true, mediaType: "image/*" } },
});

export const changePassword = endpoint({
  id: "accounts.change-password",
  method: "POST",
  path: "/me/password",
  summary: "Change the password and end all other sessions",
  access: OWN_ACCOUNT,
  body: PasswordChange,
  answer: { status: 204 },
  problems: ["credentials-wrong", "sign-in-again"],
});

export const listSessions = endpoint({
  id: "accounts.list-sessions",
  method: "GET",
  path: "/me/sessions",
  summary: "One's own browser sessions",
  access: { ...OWN_ACCOUNT, scope: "read" },
  query: PageQuery,
  answer: { status: 200, body: pageOf(SessionSummary) },
});

export const revokeSession = endpoint({
  id: "accounts.revoke-session",
  method: "DELETE",
  path: "/me/sessions/:id",
  summary: "End one of one's own browser sessions",
  access: OWN_ACCOUNT,
  params: ById,
  answer: { status: 204 },
});

export const listTokens = endpoint({
  id: "accounts.list-tokens",
  method: "GET",
  path: "/me/tokens",
  summary: "One's own access tokens, without their secrets",
  access: { ...OWN_ACCOUNT, scope: "read" },
  query: PageQuery,
  answer: { status: 200, body: pageOf(Token) },
});

export const createToken = endpoint({
  id: "accounts.create-token",
  method: "POST",
  path: "/me/tokens",
  summary: "Create an access token; its secret is shown this once",
  access: OWN_ACCOUNT,
  body: NewToken,
  answer: { status: 201, body: CreatedToken },
});

export const revokeToken = endpoint({
  id: "accounts.revoke-token",
  method: "DELETE",
  path: "/me/tokens/:id",
  summary: "Revoke an access token at once",
  access: OWN_ACCOUNT,
  params: ById,
  answer: { status: 204 },
});

export const listAccessKeys = endpoint({
  id: "accounts.list-access-keys",
  method: "GET",
  path: "/me/access-keys",
  summary: "One's own key pairs, without their secrets",
  access: { ...OWN_ACCOUNT, scope: "read" },
  query: PageQuery,
  answer: { status: 200, body: pageOf(AccessKey) },
});

export const createAccessKey = endpoint({
  id: "accounts.create-access-key",
  method: "POST",
  path: "/me/access-keys",
  summary: "Create an access key and secret key; the secret is shown this once",
  access: OWN_ACCOUNT,
  body: NewAccessKey,
  answer: { status: 201, body: CreatedAccessKey },
});

export const revokeAccessKey = endpoint({
  id: "accounts.revoke-access-key",
  method: "DELETE",
  path: "/me/access-keys/:id",
  summary: "Revoke a key pair and the tokens made from it",
  access: OWN_ACCOUNT,
  params: ById,
  answer: { status: 204 },
});

export const exchangeAccessKey = endpoint({
  id: "accounts.exchange-access-key",
  method: "POST",
  path: "/access-keys/token",
  summary: "Exchange an access key and secret key for a token of one hour",
  access: { who: "anyone", scope: "write" },
  body: KeyExchange,
  answer: { status: 200, body: ExchangedToken },
  problems: ["credentials-wrong"],
});

export const findPeople = endpoint({
  id: "accounts.find-people",
  method: "GET",
  path: "/people",
  summary: "Search people by account name, account ID or nickname",
  access: { who: "signed-in", scope: "read" },
  query: PageQuery.extend({ q: z.string().trim().min(1).max(100) }),
  answer: { status: 200, body: pageOf(Person) },
});

export const getProfile = endpoint({
  id: "accounts.get-profile",
  method: "GET",
  path: "/namespaces/:owner",
  summary: "The public profile of a person or organisation",
  access: { who: "anyone", scope: "read" },
  params: ByName,
  answer: { status: 200, body: Profile },
});

export const createOrganisation = endpoint({
  id: "accounts.create-organisation",
  method: "POST",
  path: "/organisations",
  summary: "Create an organisation; the creator becomes its owner",
  access: { who: "signed-in", scope: "write" },
  body: z.object({ name: NamespaceName, nickname: Nickname.default("") }),
  answer: { status: 201, body: Profile },
  problems: ["name-taken", "name-reserved"],
});

export const editOrganisation = endpoint({
  id: "accounts.edit-organisation",
  method: "PATCH",
  path: "/organisations/:owner",
  summary: "Edit nickname or bio of an organisation",
  access: { who: "signed-in", scope: "write" },
  params: ByName,
  body: z.object({ nickname: Nickname.optional(), bio: Bio.optional() }),
  answer: { status: 200, body: Profile },
});

export const listMembers = endpoint({
  id: "accounts.list-members",
  method: "GET",
  path: "/organisations/:owner/members",
  summary: "The members of an organisation",
  access: { who: "anyone", scope: "read" },
  params: ByName,
  query: PageQuery,
  answer: { status: 200, body: pageOf(Person.extend({ role: Role })) },
});

export const setMember = endpoint({
  id: "accounts.set-member",
  method: "PUT",
  path: "/organisations/:owner/members/:account",
  summary: "Add a member or change their role",
  access: { who: "signed-in", scope: "write" },
  params: ByName.extend({ account: z.string().min(1).max(200) }),
  body: z.object({ role: Role }),
  answer: { status: 204 },
  problems: ["last-owner"],
});

export const removeMember = endpoint({
  id: "accounts.remove-member",
  method: "DELETE",
  path: "/organisations/:owner/members/:account",
  summary: "Remove a member, or leave",
  access: { who: "signed-in", scope: "write" },
  params: ByName.extend({ account: z.string().min(1).max(200) }),
  answer: { status: 204 },
  problems: ["last-owner"],
});

export * from "./notice-endpoints.ts";
export * from "./onboarding-endpoints.ts";
export * from "./agreement-endpoints.ts";
export * from "./administration-endpoints.ts";
export * from "./growth-endpoints.ts";
export * from "./external-login-endpoints.ts";
export * from "./deletion-endpoints.ts";
