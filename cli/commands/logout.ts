import { Command } from "commander";
import { removeTokens, tokenFolder } from "../configuration/token-store.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";

export function logoutCommand(runner: Runner): Command {
  return new Command("logout")
    .summary("forget the token")
    .description(
      "Removes the kept token from this machine. It stays valid until it expires or you revoke it " +
        "on your account page.",
    )
    .action(() => runner.run(logout, () => ["Logout successful!"]));
}

async function logout({ configuration }: Session): Promise<{ folder: string }> {
  await removeTokens(configuration);
  return { folder: tokenFolder(configuration) };
}
