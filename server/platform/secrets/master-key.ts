import { randomBytes, randomUUID } from "node:crypto";
import { access, link, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

const KEY_BYTES = 32;

/**
 * The installation's master key: GALLERY_SECRET where it is set (several machines must share one),
 * else the file `secret` in the data folder, made with mode 0600 at the first start.
 */
export async function loadMasterKey(config: {
  secret: string | null;
  dataFolder: string;
}): Promise<Buffer> {
  if (config.secret !== null) return Buffer.from(config.secret, "utf8");
  const path = join(config.dataFolder, "secret");
  await createKeyFile(path);
  return Buffer.from((await readFile(path, "utf8")).trim(), "base64url");
}

/**
 * Whoever comes first makes the file. It appears whole under its name (link fails when it exists),
 * so a second process never reads half a key.
 */
async function createKeyFile(path: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await access(path);
    return;
  } catch {
    await writeFile(temporary, `${randomBytes(KEY_BYTES).toString("base64url")}\n`, {
      mode: 0o600,
      flush: true,
    });
  }
  try {
    await link(temporary, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await unlink(temporary);
  }
}
