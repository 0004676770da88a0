import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createAccount, createToken, getSystemViewer } from "../accounts/index.ts";
import { readConfig } from "../config.ts";
import type { RequestContext } from "../context.ts";
import { testS3Environment } from "../platform/storage/testing/test-s3-settings.ts";
import { findRepository } from "../repositories/index.ts";
import { type Gallery, startGallery } from "../start-gallery.ts";
import { aName, TEST_PASSWORD } from "./accounts.ts";
import { testDatabase } from "./database.ts";

export type TestGallery = {
  url: string;
  /** Stops the server as a signal would, and starts it again on the same data and port. */
  restart: () => Promise<void>;
  /** A new account with a token; its password is TEST_PASSWORD. */
  aUserWithToken: (scope?: "read" | "write") => Promise<{ name: string; token: string }>;
  /** A context in which an account acts, for use-cases that have no endpoint. */
  actingAs: (name: string) => Promise<RequestContext>;
};

/**
 * The whole server with its workers on a port of its own, checking its answers against the contract.
 * Called at the top of a test file.
 * @param environment variables as an operator sets them.
 */
export async function testGallery(environment: Record<string, string> = {}): Promise<TestGallery> {
  const { url: databaseUrl } = await testDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), "gallery-server-"));
  const settings = { GALLERY_LOG_LEVEL: "silent", GALLERY_PORT: "0", GALLERY_DATA: dataFolder };
  const config = {
    ...readConfig({ ...settings, ...testS3Environment(), ...environment }),
    databaseUrl,
  };
  const start = (port: number) =>
    startGallery({ ...config, port }, { webFolder: null, checksAnswers: true });
  let gallery: Gallery = await start(config.port);
  const { port } = gallery.app.server.address() as AddressInfo;
  afterAll(async () => {
    await gallery.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  const actingAs = async (name: string): Promise<RequestContext> => ({
    ...gallery.ctx,
    viewer: await getSystemViewer(gallery.ctx.db, name),
    requestId: "test",
    ipAddress: "192.0.2.1",
    baseUrl: gallery.url,
    signal: new AbortController().signal,
  });
  return {
    url: `http://127.0.0.1:${port}`,
    async restart() {
      await gallery.stop();
      gallery = await start(port);
    },
    actingAs,
    async aUserWithToken(scope = "write") {
      const name = aName();
      const email = `${name}@example.org`;
      await createAccount(gallery.ctx, { name, email, password: TEST_PASSWORD });
      const input = { name: "tests", scope, repositories: [] };
      const { secret } = await createToken(await actingAs(name), input, { findRepository });
      return { name, token: secret };
    },
  };
}
