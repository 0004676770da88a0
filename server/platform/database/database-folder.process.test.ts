import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { canHoldDatabase, openDatabaseFolder } from "./database-folder.ts";
import { aDataFolder, isRoot, kill, launch, query, startGallery } from "./launch-testing.ts";
import { findBarrier, mayUse } from "./unprivileged-user.ts";

const stranger = { uid: 4_000_001, gid: 4_000_001 };

const minuteMs = 60_000;

describe("the way to a data folder", { timeout: minuteMs }, () => {
  it("is barred by the outermost folder that a user may not enter", () => {
    const open = aDataFolder();
    mkdirSync(join(open, "closed/inner"), { recursive: true });
    expect(findBarrier(join(open, "closed/inner"), stranger)).toBeUndefined();
    mkdirSync(join(open, "barred"), { mode: 0o700 });
    mkdirSync(join(open, "barred/inner"), { mode: 0o700 });
    expect(findBarrier(join(open, "barred/inner/data"), stranger)).toBe(join(open, "barred"));
    expect(findBarrier(join(open, "barred"), stranger), "what lies in it does not count").toBe(
      undefined,
    );
    expect(mayUse(join(open, "barred"), stranger)).toBe(false);
    expect(mayUse(open, stranger)).toBe(true);
  });

  it.runIf(isRoot)("is named with what to do when root's database may not go it", () => {
    const barred = join(aDataFolder(), "home");
    mkdirSync(barred, { mode: 0o700 });
    const dataFolder = join(barred, "gallery/.data");
    expect(canHoldDatabase(dataFolder)).toBe(false);
    expect(() => openDatabaseFolder(dataFolder)).toThrow(
      expect.objectContaining({
        code: "database-folder-unreachable",
        detail: expect.stringContaining(`may not enter ${barred},`) as string,
        hint: expect.stringContaining("/var/lib/open-gallery") as string,
      }) as Error,
    );
    expect(canHoldDatabase("/var/lib/open-gallery")).toBe(true);
  });

  it("is opened as far as the data folder itself goes, and no further", () => {
    const dataFolder = join(aDataFolder(), "new/data");
    openDatabaseFolder(dataFolder);
    expect(statSync(dataFolder).mode & 0o777).toBe(isRoot ? 0o711 : 0o700);
    expect(statSync(join(dataFolder, "database")).mode & 0o777).toBe(isRoot ? 0o711 : 0o700);
  });
});

describe.runIf(isRoot)("root and ordinary users", { timeout: minuteMs }, () => {
  const ordinary = { uid: 65534, gid: 65534 };

  it("an ordinary user runs the whole database as itself", async () => {
    const dataFolder = aDataFolder();
    chownSync(dataFolder, ordinary.uid, ordinary.gid);
    const { gallery, told } = await startGallery(dataFolder, "acknowledged", ordinary);
    expect(told.error).toBeUndefined();
    await kill(gallery);
    const again = await startGallery(dataFolder, "acknowledged", ordinary);
    expect(again.told.acknowledged).toBeGreaterThan(told.acknowledged ?? 0);
  });

  it("root may attach to it, and start it without taking it away from its owner", async () => {
    const dataFolder = aDataFolder();
    chownSync(dataFolder, ordinary.uid, ordinary.gid);
    const { gallery, told } = await startGallery(dataFolder, "acknowledged", ordinary);
    expect(await query(told.url ?? "", "select 1 as one")).toEqual([{ one: 1 }]);
    await kill(gallery);
    const byRoot = await launch(dataFolder);
    await byRoot.stop();
    const again = await startGallery(dataFolder, "acknowledged", ordinary);
    expect(again.told.error).toBeUndefined();
  });

  it("another user of the machine cannot talk to the database, even when it reaches the socket", () =>
    launch(aDataFolder()).then(({ url }) => {
      const talk = `import pg from "pg";
        const client = new pg.Client({ connectionString: ${JSON.stringify(url)} });
        await client.connect().catch((error) => console.log(error.message));`;
      const options = { ...ordinary, encoding: "utf8", stdio: "pipe" } as const;
      const said = execFileSync(process.execPath, ["--input-type=module", "-e", talk], options);
      expect(said).toContain('Peer authentication failed for user "gallery"');
    }));

  it("an ordinary user is refused the database that root started", async () => {
    const dataFolder = aDataFolder();
    const { url, stop } = await launch(dataFolder).then((server) => ({
      url: server.url,
      stop: () => server.stop(),
    }));
    const whileItRuns = await startGallery(dataFolder, "url", ordinary);
    expect(whileItRuns.told.error).toContain("belongs to another user");
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
    await stop();
  });
});
