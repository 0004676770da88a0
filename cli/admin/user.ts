import { Command } from "commander";
import { readPassword } from "./read-password.ts";
import type { Runner } from "../runner.ts";
import { type DataFlags, dataOption, operate } from "./operate.ts";

type NewFlags = DataFlags & {
  email: string;
  password?: string;
  nickname?: string;
  admin?: boolean;
  verified?: boolean;
};

/** `--password` is an option of every command, so these read it among the global ones. */
export function userCommand(runner: Runner): Command {
  return new Command("user")
    .summary("create accounts and change them")
    .description("Creates accounts and changes them.")
    .addCommand(createCommand(runner))
    .addCommand(setPasswordCommand(runner))
    .addCommand(setAdministratorCommand(runner));
}

function createCommand(runner: Runner): Command {
  return new Command("create")
    .summary("create an account")
    .description("Creates an account, also where sign-up is closed. The first one administers.")
    .argument("<name>", "account name")
    .requiredOption("--email <address>", "e-mail address")
    .option("--password <password>", "default: asked for, or read from the input")
    .option("--nickname <text>", "shown beside the name")
    .option("--admin", "make it an administrator")
    .option("--verified", "vouch for the e-mail address")
    .addOption(dataOption())
    .action((name: string, _: NewFlags, command: Command) =>
      runner.run(
        async ({ signal }) => {
          const flags = command.optsWithGlobals<NewFlags>();
          const { email, nickname, admin: isAdmin = false, verified: isVerified = false } = flags;
          const password = await readPassword(flags.password, signal);
          const user = { name, email, nickname, password, isAdmin, isVerified };
          return operate(flags, (operations, ctx) => operations.createUser(ctx, user));
        },
        ({ name, isAdmin }) => [`Created ${isAdmin ? "the administrator " : ""}${name}`],
      ),
    );
}

function setPasswordCommand(runner: Runner): Command {
  return new Command("set-password")
    .summary("give an account a new password")
    .description("Gives an account a new password and ends its sessions.")
    .argument("<name>", "account name or ID")
    .option("--password <password>", "default: asked for, or read from the input")
    .addOption(dataOption())
    .action((account: string, _: unknown, command: Command) =>
      runner.run(
        async ({ signal }) => {
          const flags = command.optsWithGlobals<DataFlags & { password?: string }>();
          const password = await readPassword(flags.password, signal);
          const change = { account, password };
          return operate(flags, (operations, ctx) => operations.setUserPassword(ctx, change));
        },
        ({ account }) => [`${account} has a new password`],
      ),
    );
}

function setAdministratorCommand(runner: Runner): Command {
  return new Command("set-admin")
    .summary("make an account an administrator")
    .description("Makes an account an administrator, or takes that away with --revoke.")
    .argument("<name>", "account name or ID")
    .option("--revoke", "take it away")
    .addOption(dataOption())
    .action((account: string, flags: DataFlags & { revoke?: boolean }) =>
      runner.run(
        () => {
          const change = { account, isAdmin: flags.revoke !== true };
          return operate(flags, (operations, ctx) => operations.setUserAdministrator(ctx, change));
        },
        ({ account, isAdmin }) => [`${account} ${isAdmin ? "is" : "is no longer"} administrator`],
      ),
    );
}
