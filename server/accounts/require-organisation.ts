import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { findAccount, type FoundAccount } from "./store/accounts.ts";
import { findNamespace, type Namespace } from "./store/namespaces.ts";

/** The organisation of a name. @throws {Problem} `not-found` */
export async function requireOrganisation(ctx: RequestContext, name: string): Promise<Namespace> {
  const namespace = await findNamespace(ctx.db, name);
  if (namespace?.kind === "organisation") return namespace;
  throw problem("not-found", { detail: `The organisation ${name} does not exist` });
}

/** The account of a name or account ID. @throws {Problem} `not-found` */
export async function requirePerson(ctx: RequestContext, nameOrId: string): Promise<FoundAccount> {
  const found = await findAccount(ctx.db, nameOrId);
  if (found !== undefined) return found;
  throw problem("not-found", { detail: `The account ${nameOrId} does not exist` });
}
