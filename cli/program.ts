import { Command, Option } from "commander";
import packageFile from "../package.json" with { type: "json" };
import { adminCommand } from "./admin/admin.ts";
import { downloadCommand } from "./commands/download.ts";
import { infoCommand } from "./commands/info.ts";
import { listCommand } from "./commands/list.ts";
import { loginCommand } from "./commands/login.ts";
import { logoutCommand } from "./commands/logout.ts";
import { moveCommand } from "./commands/move.ts";
import { publishCommand } from "./commands/publish.ts";
import { searchCommand } from "./commands/search.ts";
import { subscriptionCommand } from "./commands/subscription.ts";
import { uploadCommand } from "./commands/upload.ts";
import { versionCommand } from "./commands/version.ts";
import { whoamiCommand } from "./commands/whoami.ts";
import { settingOptions } from "./configuration/setting-options.ts";
import type { Runner } from "./runner.ts";

const AFTER = `
Every option of the connection can also stand in the environment (GALLERY_ENDPOINT, GALLERY_TOKEN, …)
or in the config.env that SDK_CONFIG_PATH names; an option goes before both.

Exit codes: 0 done, 1 failed, 2 usage, 3 not signed in or not allowed, 4 not found, 5 network,
6 wrong bytes, 130 interrupted.
`;

const AFTER_COMMAND = `
Every command also takes the options of the connection and the output, as --endpoint, --token and
--json: see gallery-cli --help.
`;

/** The whole command line, without running it: it throws where others would end the process. */
export function createProgram(runner: Runner): Command {
  const program = new Command("gallery-cli")
    .description("Downloads from and uploads to an Open Gallery.")
    .version(packageFile.version, "-V, --version")
    .helpCommand("help [command]", "show help for a command")
    .option("--json", "print results as JSON, and no progress")
    .option("-q, --quiet", "show no progress")
    .option("--config <file>", "configuration file, instead of SDK_CONFIG_PATH")
    .addOption(completionOption("install", "complete commands in bash, zsh or fish"))
    .addOption(completionOption("show", "print the completion script"))
    .addHelpText("after", AFTER);
  for (const option of settingOptions()) program.addOption(option);
  const commands = [loginCommand, logoutCommand, whoamiCommand, downloadCommand, uploadCommand];
  const more = [listCommand, searchCommand, infoCommand, moveCommand, publishCommand, adminCommand];
  for (const create of [...commands, ...more, versionCommand, subscriptionCommand]) {
    const command = create(runner).addHelpText("afterAll", AFTER_COMMAND);
    program.addCommand(command);
  }
  for (const command of withSubcommands(program)) {
    command
      .helpOption("-h, --help", "show help")
      .exitOverride()
      .showHelpAfterError("Add --help to see what the command takes.");
  }
  return program;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** Thrown while the command line is read, so that it goes before any command, as --help does. */
export class CompletionRequest extends Error {
  readonly what: "install" | "show";
  /** "" for the user's own. */
  readonly shell: string;

  constructor(what: "install" | "show", shell: string) {
    super(`${what} completion`);
    this.what = what;
    this.shell = shell;
  }
}

function completionOption(what: "install" | "show", about: string): Option {
  return new Option(`--${what}-completion [shell]`, about).preset("").argParser((shell) => {
    throw new CompletionRequest(what, shell);
  });
}
