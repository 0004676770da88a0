import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as hub from "@huggingface/hub";
import { type Browser, chromium } from "playwright-core";
import { build } from "vite";
import type { Person, RunningGallery } from "../gallery.ts";
import { aFolder, hashesBelow } from "../files-on-disk.ts";
import { BROWSER_FLAGS, findBrowser } from "../../web/browser.ts";
import { readRepositories, runHubOperations } from "./hub-operations.mjs";
import type { Outcome } from "./operations.ts";
import type { RepositoryRead, Shared } from "./python-columns.ts";

type Task = { gallery: RunningGallery; person: Person; prefix: string; sharedFolder: string };

/** The operations in Node, and a snapshot, which needs a disk. */
export async function runInNode(task: Task): Promise<Outcome[]> {
  const { gallery, person, prefix, sharedFolder } = task;
  const as = { hubUrl: gallery.url, accessToken: person.token };
  const paths = Object.keys(await hashesBelow(sharedFolder));
  const files = await Promise.all(
    paths.map(async (path) => ({
      path,
      content: new Blob([await readFile(join(sharedFolder, path))]),
    })),
  );
  const me = { ...as, user: person.name, prefix };
  const outcomes = await runHubOperations(hub, me, files);
  const error = await snapshot(task).then(
    () => null,
    (thrown: unknown) => String(thrown),
  );
  return [...outcomes, { operation: "snapshot", error }];
}

async function snapshot({ gallery, person, prefix, sharedFolder }: Task): Promise<void> {
  const cacheDir = await aFolder(gallery.folder);
  const folder = await hub.snapshotDownload({
    hubUrl: gallery.url,
    accessToken: person.token,
    repo: `${person.name}/${prefix}-shared`,
    cacheDir,
  });
  for (const path of Object.keys(await hashesBelow(sharedFolder))) {
    const [got, sent] = await Promise.all(
      [folder, sharedFolder].map((base) => readFile(join(base, path))),
    );
    if (got === undefined || sent === undefined || !got.equals(sent)) {
      throw new Error(`${path} is another one`);
    }
  }
}

export function readInNode(
  { gallery, person }: Pick<Task, "gallery" | "person">,
  shared: readonly Shared[],
): Promise<RepositoryRead[]> {
  const as = { hubUrl: gallery.url, accessToken: person.token };
  return readRepositories(hub, as, [...shared]);
}

/** A browser at the gallery's own address with the client in its page. */
export type HubPage = {
  run: (task: Task) => Promise<Outcome[]>;
  read: (person: Person, shared: readonly Shared[]) => Promise<RepositoryRead[]>;
  close: () => Promise<void>;
};

const CLIENT = "/hub-client";

/** Bundles the client as a page would, and opens Chromium with it. */
export async function openHubPage(gallery: RunningGallery): Promise<HubPage> {
  const [browser, script] = await Promise.all([
    chromium.launch({ executablePath: findBrowser(), args: BROWSER_FLAGS }),
    bundle(),
  ]);
  const page = await (await browser.newContext({ baseURL: gallery.url })).newPage();
  const folders = new Map<string, string>();
  await page.route(`${gallery.url}${CLIENT}/**`, async (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname.slice(CLIENT.length));
    if (path === "/page") return route.fulfill({ contentType: "text/html", body: PAGE });
    if (path === "/client.js")
      return route.fulfill({ contentType: "text/javascript", body: script });
    const [, prefix = "", ...rest] = path.split("/");
    const body = await readFile(join(folders.get(prefix) ?? "", ...rest));
    return route.fulfill({ contentType: "application/octet-stream", body });
  });
  await page.goto(`${CLIENT}/page`);
  await page.waitForFunction("globalThis.hubClient !== undefined");
  return {
    async run({ person, prefix, sharedFolder }) {
      folders.set(prefix, sharedFolder);
      const paths = Object.keys(await hashesBelow(sharedFolder));
      const me = { hubUrl: gallery.url, accessToken: person.token, user: person.name, prefix };
      return page.evaluate(
        `hubClient.run(${JSON.stringify(me)}, ${JSON.stringify(paths)}, ${JSON.stringify(CLIENT)})`,
      );
    },
    read(person, shared) {
      const as = { hubUrl: gallery.url, accessToken: person.token };
      return page.evaluate(`hubClient.read(${JSON.stringify(as)}, ${JSON.stringify(shared)})`);
    },
    close: () => closeBrowser(browser),
  };
}

const PAGE = `<!doctype html><title>Client</title><script type="module" src="${CLIENT}/client.js"></script>`;

const closeBrowser = (browser: Browser): Promise<void> => browser.close();

/** The package says so in its `browser` field, which bundlers read each in their own way. */
const BROWSER_BUILD = join(
  import.meta.dirname,
  "../../../node_modules/@huggingface/hub/dist/browser/index.mjs",
);

/** What a page's own build makes of the client. */
async function bundle(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "error",
    resolve: { alias: { "@huggingface/hub": BROWSER_BUILD } },
    build: {
      write: false,
      minify: false,
      lib: { entry: join(import.meta.dirname, "hub-page.mjs"), formats: ["es"] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [made] = Array.isArray(output) ? output : [output];
  if (made === undefined || !("output" in made)) throw new Error("nothing was built");
  return made.output[0].code;
}
