import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Configuration } from "./read-configuration.ts";
import { seal, unseal } from "./sealed-values.ts";

/** What login keeps, one file for each gallery, so that no gallery sees another one's token. */
export type StoredToken = {
  endpoint: string;
  account: string;
  token: string;
  /** ISO 8601; null: until it is revoked. */
  expiresAt: string | null;
};

export function tokenFolder({ cachedDir }: Pick<Configuration, "cachedDir">): string {
  return join(cachedDir, "token");
}

/** Writes the token whole or not at all, readable by its owner only. */
export async function storeToken(
  configuration: Configuration,
  stored: Omit<StoredToken, "endpoint">,
): Promise<void> {
  const folder = tokenFolder(configuration);
  const { encrypt, endpoint } = configuration;
  const token = encrypt === undefined ? stored.token : await seal(stored.token, encrypt);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const path = tokenPath(configuration);
  const temporary = `${path}.${process.pid}.tmp`;
  const text = `${JSON.stringify({ endpoint, ...stored, token }, null, 2)}\n`;
  try {
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The token for the configured gallery; undefined when nobody is signed in to it. */
export async function findStoredToken(
  configuration: Configuration,
): Promise<StoredToken | undefined> {
  try {
    const stored = JSON.parse(await readFile(tokenPath(configuration), "utf8")) as StoredToken;
    return { ...stored, token: await unseal(stored.token, configuration.decrypt) };
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isMissing || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Forgets the tokens of all galleries. */
export async function removeTokens(configuration: Configuration): Promise<void> {
  await rm(tokenFolder(configuration), { recursive: true, force: true });
}

function tokenPath(configuration: Configuration): string {
  const name = configuration.endpoint.replace(/[^a-zA-Z0-9.-]+/g, "_");
  return join(tokenFolder(configuration), `${name}.json`);
}
