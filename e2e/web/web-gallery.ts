import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { readConfig } from "#server/config.ts";
import type { Context } from "#server/context.ts";
import { startGallery } from "#server/start-gallery.ts";
import { createClient, type GalleryClient } from "#sdk/index.ts";

/** The built page: `npm run build` writes it. */
export const WEB_FOLDER = process.env.GALLERY_WEB ?? join(import.meta.dirname, "../../web/dist");

export type WebGallery = {
  url: string;
  /** A folder of this test file, gone when it ends. */
  folder: string;
  /** The server's own, for what only its operator sees. */
  ctx: Context;
};

/**
 * The real server with the built page, on a free port over a data folder of its own. Called at the
 * top of a test file; it is stopped and its data deleted when the file ends.
 */
export async function webGallery(environment: Record<string, string> = {}): Promise<WebGallery> {
  const [folder, dataFolder] = await Promise.all([
    mkdtemp(join(tmpdir(), "gallery-journey-")),
    mkdtemp(join(tmpdir(), "gallery-data-")),
  ]);
  const config = readConfig({
    GALLERY_LOG_LEVEL: "warn",
    GALLERY_SIGN_UPS_PER_HOUR: "0",
    ...environment,
    GALLERY_PORT: "0",
    GALLERY_DATA: dataFolder,
  });
  const gallery = await startGallery(config, { webFolder: WEB_FOLDER, checksAnswers: true });
  afterAll(async () => {
    await gallery.stop();
    for (const made of [folder, dataFolder]) await rm(made, { recursive: true, force: true });
  });
  return { url: gallery.url, folder, ctx: gallery.ctx };
}

/** A client of the gallery beside the browser: somebody else, or a program. */
export function clientOf({ url }: WebGallery, token?: string): GalleryClient {
  return createClient({ baseUrl: url, ...(token === undefined ? {} : { token }) });
}
