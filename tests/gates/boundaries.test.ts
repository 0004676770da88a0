import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PlantedTree, plantTree, runGate } from "./planted-tree.ts";

const healthy = {
  "server/main.ts": `import { app } from "./app.ts";\nimport { name } from "./version.ts";\nexport const start = [app, name];\n`,
  "server/version.ts": `export const name = "gallery";\n`,
  "contract/paging.ts": `import { z } from "zod";\nexport const Page = z.object({});\n`,
  "contract/assets/asset.ts": `import { Page } from "../paging.ts";\nexport const Asset = Page;\n`,
  "sdk/client.ts": `import { Asset } from "#contract/assets/asset.ts";\nexport const a = Asset;\n`,
  "server/context.ts": `import type { Viewer } from "./accounts/index.ts";\nexport type Context = { viewer: Viewer };\n`,
  "server/app.ts": `import { addStar } from "./assets/index.ts";\nexport const app = addStar;\n`,
  "server/start-gallery.ts": `import { addStar } from "./assets/index.ts";\nexport const s = addStar;\n`,
  "web/build/budget.ts": `import { gzipSync } from "node:zlib";\nexport const size = gzipSync;\n`,
  "server/platform/clock.ts": `export const now = () => new Date();\n`,
  "server/accounts/index.ts": `export type { Viewer } from "./viewer.ts";\n`,
  "server/accounts/viewer.ts": `import type { Context } from "../context.ts";\nexport type Viewer = { of?: Context };\n`,
  "server/operations/index.ts": `export { addUser } from "./add-user.ts";\n`,
  "server/operations/add-user.ts": `export const addUser = () => "ann";\n`,
  "cli/admin/user.ts": `export const load = () => import("#server/operations/index.ts");\n`,
  "cli/configuration/load-module.ts": `export const load = (path: string) => import(path);\n`,
  "server/assets/policy.ts": `import { sql } from "kysely";\nexport const isReadable = sql;\n`,
  "server/assets/index.ts": `export { addStar } from "./add-star.ts";\n`,
  "server/assets/add-star.ts": `import type { Viewer } from "../accounts/index.ts";\nimport { name } from "../version.ts";\nimport { rows } from "./store.ts";\nexport const addStar = (viewer: Viewer) => [viewer, rows, name];\n`,
  "server/assets/store.ts": `import { sql } from "kysely";\nexport const rows = sql;\n`,
};

type Plant = { breach: string; path: string; text: string };

const plants: Plant[] = [
  {
    breach: "assets comes before publishing and may not know it",
    path: "server/assets/later.ts",
    text: `import { publish } from "../publishing/index.ts";\nexport const a = publish;\n`,
  },
  {
    breach: "assets comes before publishing and may not know it",
    path: "server/assets/later-type.ts",
    text: `export type A = import("../publishing/index.ts").Listing;\n`,
  },
  {
    breach: "accounts comes before assets and may not know it",
    path: "contract/accounts/account.ts",
    text: `export { Asset } from "../assets/asset.ts";\n`,
  },
  {
    breach: "accounts is entered through its index.ts",
    path: "server/assets/through-the-wall.ts",
    text: `import type { Viewer } from "../accounts/viewer.ts";\nexport type V = Viewer;\n`,
  },
  {
    breach: "assets is entered through its index.ts",
    path: "server/main.ts",
    text: `export const late = await import("./assets/add-star.ts");\n`,
  },
  {
    breach: "platform knows no domain, and nothing of the server's root",
    path: "server/platform/nosy.ts",
    text: `import type { Viewer } from "../accounts/index.ts";\nexport type V = Viewer;\n`,
  },
  {
    breach: "server/context.ts is imported as a type only",
    path: "server/assets/loads-context.ts",
    text: `import { type Context } from "../context.ts";\nexport type C = Context;\n`,
  },
  {
    breach: "a shared file of the root imports nothing",
    path: "server/version.ts",
    text: `import { now } from "./platform/clock.ts";\nexport const name = now;\n`,
  },
  {
    breach: "protocols are leaves: nobody imports them",
    path: "server/assets/leans-on-git.ts",
    text: `import { serve } from "../protocols/git/index.ts";\nexport const s = serve;\n`,
  },
  {
    breach: "a protocol imports no other protocol",
    path: "server/protocols/lfs/batch.ts",
    text: `import { serve } from "../git/index.ts";\nexport const s = serve;\n`,
  },
  {
    breach: "only store.ts and policy.ts write SQL",
    path: "server/assets/rules.ts",
    text: `import { sql } from "kysely";\nexport const s = sql;\n`,
  },
  {
    breach: "only store.ts and policy.ts write SQL",
    path: "server/assets/publish-asset.ts",
    text: `import * as kysely from "kysely";\nexport const s = kysely.sql;\n`,
  },
  {
    breach: "only store.ts talks to the database",
    path: "server/assets/find-asset.ts",
    text: `import pg from "pg";\nexport const p = pg;\n`,
  },
  {
    breach: "routes reach no store",
    path: "server/assets/routes.ts",
    text: `import { rows } from "./store.ts";\nexport const r = rows;\n`,
  },
  {
    breach: "contract imports nothing but zod",
    path: "contract/hash.ts",
    text: `import { createHash } from "node:crypto";\nexport const h = createHash;\n`,
  },
  {
    breach: "web imports only web, sdk, contract",
    path: "web/app/page.tsx",
    text: `import { app } from "#server/app.ts";\nexport const p = <p>{app}</p>;\n`,
  },
  {
    breach: "web runs in a browser",
    path: "web/app/files.ts",
    text: `import { readFile } from "node:fs/promises";\nexport const r = readFile;\n`,
  },
  {
    breach: "cli imports only cli, sdk, contract",
    path: "cli/main.ts",
    text: `import { app } from "#server/app.ts";\nexport const a = app;\n`,
  },
  {
    breach: "cli imports only cli, sdk, contract",
    path: "cli/commands/user.ts",
    text: `export const load = () => import("#server/operations/index.ts");\n`,
  },
  {
    breach: "cli imports only cli, sdk, contract",
    path: "cli/admin/deeper.ts",
    text: `import { addUser } from "#server/operations/add-user.ts";\nexport const a = addUser;\n`,
  },
  {
    breach: "an imported address is written out",
    path: "cli/commands/computed.ts",
    text: `export const load = (name: string) => import(name);\n`,
  },
  {
    breach: "another folder is reached as #contract/…",
    path: "sdk/relative.ts",
    text: `import { Page } from "../contract/paging.ts";\nexport const p = Page;\n`,
  },
  {
    breach: "inside a folder addresses are relative",
    path: "sdk/alias.ts",
    text: `import { a } from "#sdk/client.ts";\nexport const b = a;\n`,
  },
  {
    breach: "an imported address is written out",
    path: "server/assets/computed.ts",
    text: `export const load = (name: string) => import(name);\n`,
  },
  {
    breach: "only tests import tests",
    path: "server/assets/uses-factory.ts",
    text: `import { aUser } from "../testing/factories.ts";\nexport const u = aUser;\n`,
  },
  {
    breach: "server/helpers is no domain word",
    path: "server/helpers/text.ts",
    text: `export const trim = (text: string) => text.trim();\n`,
  },
  {
    breach: "no comment switches a gate off",
    path: "server/platform/quiet.ts",
    text: `// oxlint-disable-next-line no-console\nconsole.log("quiet");\n`,
  },
  {
    breach: "import circle: server/platform/one.ts → server/platform/two.ts",
    path: "server/platform/one.ts",
    text: `import type { Two } from "./two.ts";\nexport type One = Two[];\n`,
  },
];

describe("boundaries", () => {
  let tree: PlantedTree;
  let said: string;

  beforeAll(() => {
    const planted = Object.fromEntries(plants.map(({ path, text }) => [path, text]));
    tree = plantTree({
      ...healthy,
      ...planted,
      "server/platform/two.ts": `import type { One } from "./one.ts";\nexport type Two = One[];\n`,
    });
    said = runGate("tools/boundaries.ts", { cwd: tree.folder, args: [tree.folder] }).said;
  });
  afterAll(() => tree.remove());

  it.each(plants)("refuses $path: $breach", ({ breach, path }) => {
    const lines = said.split("\n").filter((line) => line.startsWith(path));
    expect(lines.join("\n")).toContain(breach);
  });

  it("finds nothing but what was planted", () => {
    const breaches = said.split("\n").filter((line) => /^[\w/.-]+(:\d+)? {2}/u.test(line));
    expect(breaches).toHaveLength(plants.length);
  });

  it("lets a healthy tree pass", () => {
    const sound = plantTree(healthy);
    const gate = runGate("tools/boundaries.ts", { cwd: sound.folder, args: [sound.folder] });
    sound.remove();
    expect(gate.said).toContain("keep the boundaries");
    expect(gate.failed).toBe(false);
  });
});
