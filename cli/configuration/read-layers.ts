import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { UsageError } from "../exit-codes.ts";
import { isSealed } from "./sealed-values.ts";
import { type Layer, SECRETS, SETTING_NAMES, SETTINGS, type SettingName } from "./settings.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export type FileLayer = { path: string; layer: Layer; warnings: string[] };

/** The settings of the file that SDK_CONFIG_PATH (or --config) names; undefined when none does. */
export function readFileLayer(named: string | undefined): FileLayer | undefined {
  if (named === undefined || named === "") return undefined;
  const path = findFile(resolve(named));
  const values = parseEnv(readFileSync(path, "utf8"));
  const { layer, unknown } = toLayer(values, path);
  const warnings = unknown.map((key) => `${path} sets ${key}, which is no setting`);
  if (isWorldReadable(path) && SECRETS.some((name) => isPlain(layer[name]))) {
    warnings.push(`${path} holds a secret that everybody can read. Run: chmod 600 ${path}`);
  }
  return { path, layer, warnings };
}

/** Guide names as they are (`iam_url`, also in capitals), ours as GALLERY_…. */
export function readEnvironmentLayer(environment: Environment): Layer {
  const found: Record<string, string> = {};
  for (const name of SETTING_NAMES) {
    const { keys, variable } = SETTINGS[name];
    const guideKeys = keys.filter(isGuideKey);
    const variables = [variable, ...guideKeys, ...guideKeys.filter(isPrefixed).map(toCapitals)];
    const values = variables.flatMap((key) => environment[key] || []);
    if (new Set(values).size > 1) throw conflicting(name, "the environment");
    if (values[0] !== undefined) found[name] = values[0];
  }
  return found;
}

function findFile(path: string): string {
  try {
    return statSync(path).isDirectory() ? join(path, "config.env") : path;
  } catch {
    throw new UsageError(
      `The configuration file ${path} cannot be read`,
      "SDK_CONFIG_PATH names the config.env to use; unset it to do without",
    );
  }
}

function toLayer(values: Environment, path: string): { layer: Layer; unknown: string[] } {
  const layer: Layer = {};
  const unknown: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    const name = SETTING_NAMES.find((setting) =>
      (SETTINGS[setting].keys as readonly string[]).includes(key.toLowerCase()),
    );
    if (name === undefined) unknown.push(key);
    else if (value !== undefined && value !== "") {
      if ((layer[name] ?? value) !== value) throw conflicting(name, path);
      layer[name] = value;
    }
  }
  return { layer, unknown };
}

function conflicting(name: SettingName, place: string): UsageError {
  return new UsageError(`${SETTINGS[name].keys.join(" and ")} differ in ${place}: set one of them`);
}

function isGuideKey(key: string): boolean {
  return isPrefixed(key) || key === "repo_url" || key === "cached_dir";
}

/** Prefixes that no other program uses: `REPO_URL` in capitals may mean anything. */
function isPrefixed(key: string): boolean {
  return key.startsWith("iam_") || key.startsWith("sdk_");
}

function toCapitals(key: string): string {
  return key.toUpperCase();
}

function isWorldReadable(path: string): boolean {
  return process.platform !== "win32" && (statSync(path).mode & 0o004) !== 0;
}

function isPlain(value: string | undefined): boolean {
  return value !== undefined && !isSealed(value);
}
