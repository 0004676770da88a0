import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { findRunningPostgres, launchPostgres } from "#server/platform/database/index.ts";
import { type BenchGallery, type Session, signUp, startGallery } from "../harness/gallery.ts";
import type { Workplace } from "../harness/workplace.ts";
import { loadListings } from "./load-listings.ts";

const VIEWER = "viewer";
const GRANTS = 1000;
const FAVOURITES = 500;
const MIGRATIONS = join(import.meta.dirname, "..", "..", "server", "migrations");

export type ListedGallery = BenchGallery & {
  databaseUrl: string;
  /** Of an account that may see a thousand of the restricted listings. */
  viewerToken: string;
  /** How long each part of the load took; undefined where a load of before is used. */
  loadSeconds: Record<string, number> | undefined;
};

type Kept = { session: Session; viewerToken: string };
type Wanted = { count: number; say: (line: string) => void };

/**
 * A gallery with so many generated listings, started on them anew. Where GALLERY_BENCH_CACHE names a
 * folder, the loaded data folder is kept there for the next time.
 */
export async function startListedGallery(
  workplace: Workplace,
  { count, say }: Wanted,
): Promise<ListedGallery> {
  const cache = process.env["GALLERY_BENCH_CACHE"];
  const kept = cache && join(cache, `listings-${count}-${await fingerprint()}`);
  const dataFolder = join(workplace.folder, "data");
  let loadSeconds: Record<string, number> | undefined;
  if (kept && existsSync(kept)) {
    say("a load of before is used");
    await copyFolder(join(kept, "data"), dataFolder);
  } else {
    loadSeconds = await load(workplace, { count, say });
    if (kept) await keep(kept, dataFolder);
  }
  const text = await readFile(join(dataFolder, "bench.json"), "utf8");
  const { session, viewerToken } = JSON.parse(text) as Kept;
  const gallery = await startGallery(workplace, {}, { session });
  return { ...gallery, viewerToken, databaseUrl: databaseOf(gallery), loadSeconds };
}

async function load(workplace: Workplace, { count, say }: Wanted) {
  const gallery = await startGallery(workplace);
  const { token: viewerToken } = await signUp(gallery.url, VIEWER);
  await gallery.stop();
  // Without the gallery, whose jobs would order what is there so far.
  const postgres = await launchPostgres({ dataFolder: gallery.dataFolder });
  workplace.later(() => postgres.stop());
  const databaseUrl = postgres.url;
  const viewerId = await findAccount(databaseUrl, VIEWER);
  const wanted = { count, grants: GRANTS, favourites: FAVOURITES };
  const seconds = await loadListings({ databaseUrl, viewerId, say, ...wanted });
  await postgres.stop();
  const kept: Kept = { session: gallery.session, viewerToken };
  await writeFile(join(gallery.dataFolder, "bench.json"), JSON.stringify(kept));
  return seconds;
}

function databaseOf({ dataFolder }: BenchGallery): string {
  const database = findRunningPostgres(dataFolder);
  if (database === undefined) throw new Error("the gallery runs no database");
  return database.url;
}

async function findAccount(databaseUrl: string, name: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    "select id from namespaces where name_key = $1",
    [name],
  );
  await client.end();
  return Number(rows[0]?.id);
}

/** Other code may write other rows: then what was kept is of no use. */
async function fingerprint(): Promise<string> {
  const search = join(MIGRATIONS, "..", "assets", "search");
  const hash = createHash("sha256");
  for (const folder of [MIGRATIONS, search, import.meta.dirname]) {
    const files = await readdir(folder);
    for (const name of files.filter((file) => /\.(sql|ts)$/.test(file)).toSorted()) {
      hash.update(name).update(await readFile(join(folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 12);
}

async function keep(kept: string, dataFolder: string): Promise<void> {
  await mkdir(join(kept, ".."), { recursive: true });
  await rm(`${kept}.new`, { recursive: true, force: true });
  await copyFolder(dataFolder, join(`${kept}.new`, "data"));
  await rename(`${kept}.new`, kept);
}

async function copyFolder(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  await chmod(to, 0o755);
}
