import { problem } from "#contract/problems.ts";
import type { Context } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { type Database, withTransaction } from "../platform/database/index.ts";
import { newPublicId } from "../platform/ids.ts";
import { hashPassword } from "./passwords.ts";
import { isReservedName } from "./reserved-names.ts";
import { insertAccount, isFounding } from "./store/accounts.ts";
import { insertNamespace } from "./store/namespaces.ts";
import { removeSetupCode } from "./store/setup-code.ts";
import { ANONYMOUS, type Identity } from "./viewer.ts";

/** A new account, in values that the contract's `SignUp` has validated. */
export type NewAccount = {
  name: string;
  email: string;
  /** Null: nobody can sign in with it, and it is not counted as the first account. */
  password: string | null;
  nickname?: string;
  bio?: string;
  language?: "en" | "zh";
  timeZone?: string;
  /** The first account is administrator in any case. */
  isAdmin?: boolean;
};

/**
 * Creates an account for an operator, also beside a running server: open or closed sign-up, rate
 * limits and the setup code do not matter.
 * @throws {Problem} `name-reserved`, `name-taken`, `email-taken`
 */
export async function createAccount(ctx: Context, input: NewAccount): Promise<Identity> {
  const passwordHash = input.password === null ? null : await hashPassword(input.password);
  return withTransaction(ctx.db, async (trx) => {
    const isFounder = passwordHash !== null && (await isFounding(trx));
    const isAdmin = isFounder || input.isAdmin === true;
    const now = ctx.now();
    return addAccount(trx, { ...input, passwordHash, isAdmin, now, ipAddress: "" });
  });
}

export type AddedAccount = Omit<NewAccount, "password"> & {
  passwordHash: string | null;
  isAdmin: boolean;
  now: Date;
  /** For the audit. */
  ipAddress: string;
};

/** Takes the name and writes the account down, in the caller's transaction. */
export async function addAccount(trx: Database, account: AddedAccount): Promise<Identity> {
  const { name, now, isAdmin } = account;
  if (isReservedName(name)) throw problem("name-reserved", { detail: `${name} is reserved` });
  const id = await insertNamespace(trx, { name, kind: "user", createdAt: now });
  if (id === undefined) throw problem("name-taken", { detail: `The name ${name} is taken` });
  const publicId = newPublicId(now);
  const isAdded = await insertAccount(trx, {
    id,
    publicId,
    email: account.email,
    passwordHash: account.passwordHash,
    nickname: account.nickname ?? "",
    bio: account.bio ?? "",
    language: account.language ?? "en",
    timeZone: account.timeZone ?? "UTC",
    isAdmin,
    createdAt: now,
  });
  if (!isAdded) throw problem("email-taken", { detail: `${account.email} has an account` });
  if (account.passwordHash !== null) await removeSetupCode(trx);
  await recordAudit(
    trx,
    { viewer: ANONYMOUS, ipAddress: account.ipAddress },
    { action: "accounts.created", subject: name, details: { isAdmin }, accountId: id },
  );
  return { accountId: id, publicId, name, isAdmin };
}
