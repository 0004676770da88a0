import { Command, InvalidArgumentError, Option } from "commander";
import type { Runner } from "../runner.ts";
import { type DataFlags, dataOption, operate } from "./operate.ts";

type Flags = DataFlags & { scope: "read" | "write"; name: string; expiresInDays?: number };

export function tokenCommand(runner: Runner): Command {
  const scope = new Option("--scope <scope>", "what it may do").choices(["read", "write"]);
  const create = new Command("create")
    .summary("create an access token for an account")
    .description("Creates an access token for an account and prints it, and nothing else.")
    .argument("<name>", "account name or ID")
    .addOption(scope.default("read"))
    .option("--name <text>", "what the account's list of tokens calls it", "made by the operator")
    .option("--expires-in-days <days>", "default: it does not expire", parseDays)
    .addOption(dataOption())
    .action((account: string, flags: Flags) =>
      runner.run(
        () => {
          const { scope, name, expiresInDays } = flags;
          const token = { account, scope, name, expiresInDays };
          return operate(flags, (operations, ctx) => operations.createUserToken(ctx, token));
        },
        ({ secret }) => [secret],
      ),
    );
  return new Command("token")
    .summary("create access tokens")
    .description("Creates access tokens.")
    .addCommand(create);
}

function parseDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 3650) return days;
  throw new InvalidArgumentError("It must be a whole number from 1 to 3650.");
}
