import type { GalleryClient } from "#sdk/index.ts";
import {
  type Configuration,
  type ConfigurationSources,
  readConfiguration,
} from "./configuration/read-configuration.ts";
import { findStoredToken, storeToken } from "./configuration/token-store.ts";
import { connect } from "./connect.ts";
import { createOutput, type Output } from "./output.ts";
import {
  createProgressDisplay,
  createSilentDisplay,
  type ProgressDisplay,
  type Terminal,
} from "./progress/progress-display.ts";
import { exchangeKeyPair } from "./sign-in.ts";

/** What a command works with. */
export type Session = {
  configuration: Configuration;
  output: Output;
  progress: ProgressDisplay;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** The gallery, with whatever credentials there are; nobody is signed in without any. */
  connect: () => Promise<GalleryClient>;
};

export type SessionOptions = ConfigurationSources & {
  stdout: NodeJS.WritableStream;
  stderr: Terminal;
  isJson: boolean;
  isQuiet: boolean;
  signal: AbortSignal;
};

/** @throws {UsageError} when the configuration is wrong. */
export function openSession(options: SessionOptions): Session {
  const { stderr, isJson, isQuiet, signal } = options;
  const output = createOutput(options, isJson);
  const configuration = readConfiguration(options);
  for (const warning of configuration.warnings) output.notice(`warning: ${warning}`);
  const isSilent = isJson || isQuiet;
  return {
    configuration,
    output,
    progress: isSilent ? createSilentDisplay(output.notice) : createProgressDisplay(stderr),
    signal,
    connect: async () => {
      const { endpoint, timeoutMs } = configuration;
      return connect({ baseUrl: endpoint, timeoutMs, token: await findToken(configuration) });
    },
  };
}

const NEARLY_EXPIRED_MS = 60_000;

/** The configured token, else the stored one, else one for the key pair; undefined without any. */
async function findToken(configuration: Configuration): Promise<string | undefined> {
  const configured = await configuration.readSecret("token");
  if (configured !== undefined) return configured;
  const stored = await findStoredToken(configuration);
  const hasKeys = configuration.secrets.has("accessKey");
  if (stored !== undefined && !(hasKeys && isNearlyExpired(stored.expiresAt))) return stored.token;
  if (!hasKeys) return stored?.token;
  const renewed = await exchangeKeyPair(configuration);
  if (stored !== undefined) await storeToken(configuration, { ...stored, ...renewed });
  return renewed.token;
}

function isNearlyExpired(expiresAt: string | null): boolean {
  return expiresAt !== null && Date.parse(expiresAt) - Date.now() < NEARLY_EXPIRED_MS;
}
