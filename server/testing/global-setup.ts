import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { databaseFolderOf } from "../platform/database/database-folder.ts";
import { lockFolder } from "../platform/database/folder-lock.ts";
import { launchPostgres, migrateDatabase } from "../platform/database/index.ts";
import { clearOrphan } from "../platform/database/postmaster.ts";
import { createJobs } from "../platform/jobs/index.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database that test files clone. */
    templateDatabaseUrl: string;
  }
}

const prefix = "gallery-test-";

/** One PostgreSQL for the whole run, without durability, holding the migrated template and the schema of jobs. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const dataFolder = mkdtempSync(join(tmpdir(), prefix));
  const server = await launchPostgres({ dataFolder, durability: "none" });
  await migrateDatabase({ url: server.url });
  const jobs = createJobs({ url: server.url, log: pino({ level: "warn" }) });
  await jobs.start();
  await jobs.stop();
  project.provide("templateDatabaseUrl", server.url);
  return async () => {
    await server.stop();
    rmSync(dataFolder, { recursive: true });
  };
}

/** Ends and deletes the servers of runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const dataFolder = join(tmpdir(), name);
    const paths = databaseFolderOf(dataFolder);
    if (!existsSync(join(paths.folder, "owner")) || !isAbandoned(dataFolder)) continue;
    await clearOrphan(paths.cluster);
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

function isAbandoned(dataFolder: string): boolean {
  try {
    lockFolder(databaseFolderOf(dataFolder)).release();
    return true;
  } catch {
    return false;
  }
}
