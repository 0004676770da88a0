import { Command, Option } from "commander";
import packageFile from "../package.json" with { type: "json" };
import { adminCommand } from "./admin/admin.ts";
import { downloadCommand } from "./commands/download.ts";
import { infoCommand } from "./commands/info.ts";
import { listCommand } from "./commands/list.ts";
import { loginCommand } from "./commands/login.ts";
import { logoutCommand } from "./commands/logout.ts";
import { publishCommand } from "./commands/publish.ts";
import { searchCommand } from "./commands/search.ts";
import { uploadCommand } from "./commands/upload.ts";
import { whoamiCommand } from "./commands/whoami.ts";
import { type Layer, SETTING_NAMES, SETTINGS } from "./configuration/settings.ts";
import type { Runner } from "./runner.ts";

/** Settings that most people never give as an option: known, but not in the short help. */
const RARE = new Set(["project", "signInUrl", "account", "encryptFunction", "decryptFunction"]);

const AFTER = `
Every option of the connection can also stand in the environment (GALLERY_ENDPOINT, GALLERY_TOKEN, …)
or in the config.env that SDK_CONFIG_PATH names; an option goes before both.

Exit codes: 0 done, 1 failed, 2 usage, 3 not signed in or not allowed, 4 not found, 5 network,
6 wrong bytes, 130 interrupted.
`;

/** The whole command line, without running it. */
export function createProgram(runner: Runner): Command {
  const program = new Command("gallery-cli")
    .description("Downloads from and uploads to an Open Gallery.")
    .version(packageFile.version, "-V, --version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .option("--json", "print results as JSON, and no progress")
    .option("-q, --quiet", "show no progress")
    .option("--config <file>", "configuration file, instead of SDK_CONFIG_PATH")
    .addOption(completionOption("install", "complete commands in bash, zsh or fish"))
    .addOption(completionOption("show", "print the completion script"))
    .addHelpText("after", AFTER);
  for (const option of settingOptions()) program.addOption(option);
  const commands = [loginCommand, logoutCommand, whoamiCommand, downloadCommand, uploadCommand];
  const more = [listCommand, searchCommand, infoCommand, publishCommand, adminCommand];
  for (const create of [...commands, ...more]) program.addCommand(create(runner));
  return program;
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

/** What the options set, by the name of the setting. */
export function flagLayer(options: Record<string, unknown>): Layer {
  const layer: Layer = {};
  for (const name of SETTING_NAMES) {
    const names = [SETTINGS[name].flag, ...SETTINGS[name].keys.map(flagOfKey)].map((flag) =>
      new Option(flag).attributeName(),
    );
    const value = names.map((attribute) => options[attribute]).find((set) => set !== undefined);
    if (typeof value === "string") layer[name] = value;
  }
  return layer;
}

/** Our plain names, and hidden ones like the guides' keys: `--iam-user`. */
function settingOptions(): Option[] {
  return SETTING_NAMES.flatMap((name) => {
    const { flag, about, keys } = SETTINGS[name];
    const plain = new Option(flag, about).hideHelp(RARE.has(name));
    const guide = keys
      .map((key) => new Option(flagOfKey(key)).hideHelp())
      .filter((option) => option.long !== plain.long);
    return [plain, ...guide];
  });
}

function flagOfKey(key: string): string {
  return `--${key.replaceAll("_", "-")} <value>`;
}
