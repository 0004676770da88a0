import { Option } from "commander";
import { type Layer, SETTING_NAMES, SETTINGS } from "./settings.ts";

/** Settings that most people never give as an option: known, but not in the short help. */
const RARE = new Set(["project", "signInUrl", "account", "encryptFunction", "decryptFunction"]);

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
export function settingOptions(): Option[] {
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
