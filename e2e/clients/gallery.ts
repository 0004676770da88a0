import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createAccount, createToken, getSystemViewer } from "#server/accounts/index.ts";
import { readConfig } from "#server/config.ts";
import { findRepository } from "#server/repositories/index.ts";
import { type Gallery, startGallery } from "#server/start-gallery.ts";

export type Person = { name: string; token: string };

export type RunningGallery = {
  url: string;
  gallery: Gallery;
  /** A folder of this test file, gone when it ends. */
  folder: string;
  /** A new account with a token. */
  person: (name: string, scope?: "read" | "write") => Promise<Person>;
};

/**
 * The real server on a free port over a data folder of its own. Called at the top of a test file;
 * it is stopped and its data deleted when the file ends.
 */
export async function runGallery(
  environment: Record<string, string> = {},
): Promise<RunningGallery> {
  const [folder, dataFolder] = await Promise.all([
    mkdtemp(join(tmpdir(), "gallery-clients-")),
    mkdtemp(join(tmpdir(), "gallery-data-")),
  ]);
  const config = readConfig({
    GALLERY_LOG_LEVEL: "warn",
    ...environment,
    GALLERY_PORT: "0",
    GALLERY_DATA: dataFolder,
  });
  const gallery = await startGallery(config, { webFolder: null, checksAnswers: true });
  afterAll(async () => {
    await gallery.stop();
    for (const made of [folder, dataFolder]) await rm(made, { recursive: true, force: true });
  });
  const person = (name: string, scope?: "read" | "write") => makePerson(gallery, name, scope);
  return { url: gallery.url, gallery, folder, person };
}

async function makePerson(
  { ctx, url }: Gallery,
  name: string,
  scope: "read" | "write" = "write",
): Promise<Person> {
  await createAccount(ctx, {
    name,
    email: `${name}@example.org`,
    password: "correct horse battery",
  });
  const acting = {
    ...ctx,
    viewer: await getSystemViewer(ctx.db, name),
    requestId: "clients",
    ipAddress: "127.0.0.1",
    baseUrl: url,
    signal: new AbortController().signal,
  };
  const input = { name: "clients", scope, repositories: [] };
  return { name, token: (await createToken(acting, input, { findRepository })).secret };
}
