import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../exit-codes.ts";
import { type Environment, readEnvironmentLayer, readFileLayer } from "./read-layers.ts";
import {
  type FunctionReference,
  isSealed,
  parseFunctionReference,
  unseal,
} from "./sealed-values.ts";
import { type Layer, type SecretName, SETTINGS, type SettingName } from "./settings.ts";

export type Configuration = {
  endpoint: string;
  signInUrl: string;
  timeoutMs: number;
  cachedDir: string;
  user: string | undefined;
  account: string | undefined;
  /** The names of the secrets that are set; `readSecret` gives one. */
  secrets: ReadonlySet<SecretName>;
  /** Decrypts where it must. */
  readSecret: (name: SecretName) => Promise<string | undefined>;
  encrypt: FunctionReference | undefined;
  decrypt: FunctionReference | undefined;
  warnings: string[];
};

export type ConfigurationSources = {
  environment: Environment;
  flags: Layer;
  /** --config: instead of SDK_CONFIG_PATH. */
  file?: string | undefined;
};

/**
 * CLI-2: the file, then the environment, then the flags, each over the one before.
 * @throws {UsageError} naming the setting and what is wrong with it.
 */
export function readConfiguration(sources: ConfigurationSources): Configuration {
  const { environment, flags } = sources;
  const file = readFileLayer(sources.file ?? environment["SDK_CONFIG_PATH"]);
  const layers = [file?.layer ?? {}, readEnvironmentLayer(environment), flags];
  for (const layer of layers) refuseTwoPairs(layer);
  const settings = layers.reduce(putOver, {});
  refuseHalfPair(settings);
  const endpoint = readUrl(settings, "endpoint") ?? "http://127.0.0.1:7860";
  const functionOf = (name: "encryptFunction" | "decryptFunction") => {
    const isFromFile = file !== undefined && file.layer[name] === settings[name];
    const folder = isFromFile ? dirname(file.path) : process.cwd();
    const value = settings[name];
    return value === undefined ? undefined : parseFunctionReference(value, folder);
  };
  const encrypt = functionOf("encryptFunction");
  const decrypt = functionOf("decryptFunction");
  refuseSealedPassword(settings);
  return {
    endpoint,
    signInUrl: readUrl(settings, "signInUrl") ?? endpoint,
    timeoutMs: readTimeout(settings) * 1000,
    cachedDir: resolve(expandHome(settings.cachedDir ?? defaultCache(environment))),
    user: settings.user ?? settings.account,
    account: settings.account,
    secrets: new Set(secretNames.filter((name) => settings[name] !== undefined)),
    readSecret: async (name) => {
      const value = settings[name];
      return value === undefined ? undefined : unseal(value, decrypt);
    },
    encrypt,
    decrypt,
    warnings: file?.warnings ?? [],
  };
}

const secretNames: readonly SecretName[] = ["token", "accessKey", "secretKey", "password"];

/** A place that names another kind of credentials replaces those of the places below it. */
function putOver(below: Layer, above: Layer): Layer {
  const { accessKey, secretKey, user, password, ...others } = below;
  const hasKeys = above.accessKey !== undefined || above.secretKey !== undefined;
  const hasLogin = above.user !== undefined || above.password !== undefined;
  const login = hasKeys ? {} : { user, password };
  const keys = hasLogin ? {} : { accessKey, secretKey };
  const set = Object.entries({ ...login, ...keys, ...others, ...above });
  return Object.fromEntries(set.filter(([, value]) => value !== undefined));
}

function refuseTwoPairs({ accessKey, secretKey, user, password }: Layer): void {
  const hasLogin = user !== undefined || password !== undefined;
  if (!hasLogin || (accessKey === undefined && secretKey === undefined)) return;
  throw new UsageError(
    "Both a user with a password and a key pair are configured",
    "Keep one: iam_user and iam_password, or iam_ak and iam_sk",
  );
}

function refuseHalfPair({ accessKey, secretKey }: Layer): void {
  if ((accessKey === undefined) === (secretKey === undefined)) return;
  const missing = accessKey === undefined ? "iam_ak" : "iam_sk";
  throw new UsageError(`Half of the key pair is missing: ${missing} is not set`);
}

/** The guides' rule: encryption goes with the key pair, not with a password. */
function refuseSealedPassword(settings: Layer): void {
  const { user, password, encryptFunction, decryptFunction } = settings;
  const isSealedLogin = [user, password].some((value) => value !== undefined && isSealed(value));
  const isEncrypting = encryptFunction !== undefined || decryptFunction !== undefined;
  if (!isSealedLogin && !(isEncrypting && password !== undefined)) return;
  throw new UsageError(
    "Encryption works with a key pair only, not with a user and a password",
    "Use iam_ak and iam_sk, or take the encryption functions out",
  );
}

function readUrl(settings: Layer, name: "endpoint" | "signInUrl"): string | undefined {
  const value = settings[name];
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return value.replace(/\/+$/, "");
  throw new UsageError(
    `${keysOf(name)} must be an address like https://gallery.example.org, not ${value}`,
  );
}

function readTimeout({ timeoutSeconds = "5" }: Layer): number {
  const seconds = Number(timeoutSeconds);
  if (seconds > 0 && seconds <= 3600) return seconds;
  throw new UsageError(
    `${keysOf("timeoutSeconds")} must be more than 0 and at most 3600 seconds, not ${timeoutSeconds}`,
  );
}

function keysOf(name: SettingName): string {
  return SETTINGS[name].keys.join(" / ");
}

function defaultCache(environment: Environment): string {
  return join(environment["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "gallery");
}

function expandHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
}
