import { randomBytes } from "node:crypto";
import type { Role } from "#contract/accounts/account.ts";
import {
  createAccount,
  createOrganisation,
  getSystemViewer,
  type NewAccount,
  setMember,
  type SignedIn,
} from "../accounts/index.ts";
import type { TestContext } from "./context.ts";

export const TEST_PASSWORD = "correct horse battery";

/** A name that no other test has. */
export function aName(prefix = "user"): string {
  return `${prefix}-${randomBytes(5).toString("hex")}`;
}

/** A new account as the viewer of its own; the first one of a database is administrator. */
export async function aUser(
  ctx: TestContext,
  account: Partial<NewAccount> = {},
): Promise<SignedIn> {
  const name = account.name ?? aName();
  const email = `${name.toLowerCase()}@example.org`;
  await createAccount(ctx, { email, password: TEST_PASSWORD, ...account, name });
  return viewerOf(ctx, name);
}

/** A new account that is certainly no administrator. */
export async function anOrdinaryUser(
  ctx: TestContext,
  account: Partial<NewAccount> = {},
): Promise<SignedIn> {
  const user = await aUser(ctx, account);
  return user.isAdmin ? aUser(ctx, { ...account, name: aName() }) : user;
}

/** A new organisation of an owner, with more members if wanted. */
export async function anOrganisation(
  ctx: TestContext,
  {
    owner,
    name = aName("org"),
    members = [],
  }: { owner: SignedIn; name?: string; members?: readonly { account: SignedIn; role: Role }[] },
): Promise<{ id: number; name: string }> {
  await createOrganisation(ctx.as(owner), { name, nickname: "" });
  const asOwner = ctx.as(await viewerOf(ctx, owner.name));
  for (const { account, role } of members) {
    await setMember(asOwner, { owner: name, account: account.name }, role);
  }
  const row = await ctx.db
    .selectFrom("namespaces")
    .select("id")
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return { id: row.id, name };
}

/** An account as it is now, with its roles, acting without a credential that narrows it. */
export function viewerOf(ctx: TestContext, name: string): Promise<SignedIn> {
  return getSystemViewer(ctx.db, name);
}
