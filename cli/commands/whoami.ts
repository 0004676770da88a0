import { Command } from "commander";
import type { Account } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";

export type WhoAmI = Pick<Account, "id" | "name" | "email" | "isAdmin"> & {
  organisations: string[];
  endpoint: string;
};

export function whoamiCommand(runner: Runner): Command {
  return new Command("whoami")
    .summary("show who is signed in")
    .description("Shows the signed-in account, its organisations and the gallery.")
    .action(() => runner.run(whoami, showWhoAmI));
}

/** @throws {Problem} `not-signed-in` */
async function whoami(session: Session): Promise<WhoAmI> {
  const client = await session.connect();
  const options = { signal: session.signal };
  const { account } = await client.call("accounts.get-session", {}, options);
  const { endpoint } = session.configuration;
  if (account === null) {
    throw problem("not-signed-in", { detail: `You are not signed in to ${endpoint}` });
  }
  const { id, name, email, isAdmin } = account;
  const organisations = account.organisations.map((organisation) => organisation.name);
  return { id, name, email, isAdmin, organisations, endpoint };
}

function showWhoAmI({ name, organisations, endpoint }: WhoAmI): string[] {
  const others = organisations.length === 0 ? [] : [`organisations: ${organisations.join(", ")}`];
  return [name, ...others, `gallery: ${endpoint}`];
}
