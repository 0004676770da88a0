import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cuttingProxy } from "./cutting-proxy.ts";
import { aFolder, hashesBelow, LARGE_BYTES } from "./files-on-disk.ts";
import { runGallery } from "./gallery.ts";
import { readByCommandLine, runCommandLine } from "./matrix/command-line-column.ts";
import { runGit } from "./matrix/git-column.ts";
import { openHubPage, readInNode, runInNode } from "./matrix/javascript-columns.ts";
import type { Column, Outcome } from "./matrix/operations.ts";
import {
  matrixEnvironment,
  readByPython,
  type RepositoryRead,
  runCutDownload,
  runOperations,
  type Shared,
} from "./matrix/python-columns.ts";
import { operationTable, type Reading, readingTable } from "./matrix/table.ts";
import { javascriptVersion, pythonVersion } from "./matrix/versions.ts";
import type { PythonName, Seat } from "./python-client.ts";

/**
 * BEY-1: every client with every operation, and what each uploads read by each other. The outcome is
 * written to docs/clients.md: `npm run clients` renews it.
 */
const DOCUMENT = join(import.meta.dirname, "../../docs/clients.md");
const BEGIN = "<!-- made by `npm run clients` -->";

const proxy = await cuttingProxy();
const gallery = await runGallery({ GALLERY_URL: proxy.url });
proxy.leadTo((gallery.gallery.app.server.address() as AddressInfo).port);
const alice = await gallery.person("alice");
const guest = await gallery.person("guest");

const columns: Column[] = [];
const readings: Reading[] = [];
const titles = new Map<string, string>();

/** Files of every sort, other bytes for each client. */
function someFiles(): Promise<string> {
  return aFolder(gallery.folder, {
    "a.txt": `text ${randomBytes(8).toString("hex")}\n`,
    "empty.txt": "",
    // JavaScript clients write `#`, `?` and `%` into addresses as they are.
    "sub/a b (1) é画.txt": "an odd name",
    "small.bin": randomBytes(2_000),
    "weights/large.bin": randomBytes(LARGE_BYTES),
  });
}

type Client = {
  id: string;
  title: string;
  /** Runs the operations; a client that uploads a folder for others is given one. */
  run: (sharedFolder: string) => Promise<readonly Outcome[]>;
  /** One more operation, alone: it breaks a connection. */
  cut?: () => Promise<readonly Outcome[]>;
  shares?: Pick<Shared, "type" | "name">;
  /** What was uploaded is not the folder that was given: others must agree on it instead. */
  makesItsOwn?: true;
  read?: (shared: readonly Shared[]) => Promise<RepositoryRead[]>;
};

function seatOf(python: PythonName, id: string, more: Record<string, string> = {}): Seat {
  return { python, gallery, person: alice, home: id, environment: more };
}

function hubClient(python: PythonName, title: string, way: "xet" | "whole"): Client {
  const id = `${python}-${way}`;
  const whole: Record<string, string> = way === "xet" ? {} : { HF_HUB_DISABLE_XET: "1" };
  const run = async (folder: string) => {
    const seat = seatOf(python, id, { ...whole, ...matrixEnvironment(folder, guest) });
    return runOperations(seat, { program: "matrix_hub.py", prefix: id });
  };
  const cut = () => runCutDownload(seatOf(python, id, whole), { proxy, prefix: id });
  const read = (shared: readonly Shared[]) => readByPython(seatOf(python, id, whole), id, shared);
  return { id, title, run, cut, read, shares: { type: "model", name: `alice/${id}-shared` } };
}

function commandLine(python: PythonName, title: string): Client {
  const id = `hf-${python}`;
  const seat = seatOf(python, id);
  return {
    id,
    title,
    run: (sharedFolder) => runCommandLine(seat, { prefix: id, sharedFolder }),
    cut: () => runCutDownload(seat, { proxy, prefix: id }),
    read: (shared) => readByCommandLine(seat, shared),
    shares: { type: "model", name: `alice/${id}-shared` },
  };
}

function library(name: "transformers" | "datasets", title: string): Client {
  const type = name === "datasets" ? "dataset" : "model";
  return {
    id: name,
    title,
    run: () => runOperations(seatOf("hub1", name), { program: `matrix_${name}.py`, prefix: name }),
    shares: { type, name: `alice/${name}-shared` },
    makesItsOwn: true,
  };
}

async function everyClient(): Promise<Client[]> {
  const [one, two, transformers, datasets, javascript] = await Promise.all([
    pythonVersion("hub1", "huggingface_hub"),
    pythonVersion("hub2", "huggingface_hub"),
    pythonVersion("hub1", "transformers"),
    pythonVersion("hub1", "datasets"),
    javascriptVersion(),
  ]);
  const page = await openHubPage(gallery);
  const task = (prefix: string, sharedFolder: string) => ({
    gallery,
    person: alice,
    prefix,
    sharedFolder,
  });
  const clients: Client[] = [
    hubClient("hub1", `huggingface_hub ${one}`, "xet"),
    hubClient("hub1", `huggingface_hub ${one} without xet`, "whole"),
    hubClient("hub2", `huggingface_hub ${two}`, "xet"),
    hubClient("hub2", `huggingface_hub ${two} without xet`, "whole"),
    commandLine("hub1", `hf ${one}`),
    commandLine("hub2", `hf ${two}`),
    library("transformers", `transformers ${transformers}`),
    library("datasets", `datasets ${datasets}`),
    {
      id: "node",
      title: `@huggingface/hub ${javascript} in Node`,
      run: (folder) => runInNode(task("node", folder)),
      read: (shared) => readInNode({ gallery, person: alice }, shared),
      shares: { type: "model", name: "alice/node-shared" },
    },
    {
      id: "browser",
      title: `@huggingface/hub ${javascript} in Chromium`,
      run: (folder) => page.run(task("browser", folder)),
      read: async (shared) => {
        const read = await page.read(alice, shared);
        await page.close();
        return read;
      },
      shares: { type: "model", name: "alice/browser-shared" },
    },
    {
      id: "git",
      title: "git",
      run: () => runGit(gallery, { person: alice, repo: "alice/by-git" }),
    },
  ];
  return clients;
}

/** What everyone has read, against what was sent, or against the first who read it. */
function compare(
  uploader: Client,
  expected: Record<string, string> | undefined,
  reads: ReadonlyMap<string, readonly RepositoryRead[]>,
): void {
  let first = expected;
  for (const [reader, all] of reads) {
    const read = all.find(({ repo }) => repo === uploader.shares?.name);
    const { ".gitattributes": _attributes, ...hashes } = read?.hashes ?? {};
    first ??= hashes;
    const isSame = JSON.stringify(sorted(hashes)) === JSON.stringify(sorted(first));
    const wrong = isSame ? null : `read ${Object.keys(hashes).join(", ") || "nothing"}`;
    readings.push({ uploader: uploader.id, reader, error: read?.error ?? wrong });
  }
}

function sorted(hashes: Record<string, string>): [string, string][] {
  return Object.entries(hashes).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

beforeAll(async () => {
  await gallery.gallery.app.inject({
    method: "POST",
    url: "/api/repos/create",
    headers: { authorization: `Bearer ${alice.token}` },
    payload: { name: "alice/by-git" },
  });
  const clients = await everyClient();
  const sent = new Map<string, Record<string, string>>();
  const done = new Map<string, readonly Outcome[]>();
  await inPairs(clients, async (client) => {
    const folder = await someFiles();
    if (client.makesItsOwn !== true) sent.set(client.id, await hashesBelow(folder));
    done.set(client.id, await client.run(folder));
  });
  for (const { id, title, cut } of clients) {
    titles.set(id, title);
    const outcomes = [...(done.get(id) ?? []), ...((await cut?.()) ?? [])];
    columns.push({ id, title, outcomes });
  }
  const shared = clients.flatMap(({ id, shares }) =>
    shares === undefined ? [] : [{ uploader: id, ...shares }],
  );
  const found = new Map<string, RepositoryRead[]>();
  await inPairs(clients, async ({ id, read }) => {
    if (read !== undefined) found.set(id, await read(shared));
  });
  const reads = new Map(
    clients.flatMap(({ id }) => (found.has(id) ? [[id, found.get(id) ?? []]] : [])),
  );
  for (const client of clients) {
    if (client.shares !== undefined) compare(client, sent.get(client.id), reads);
  }
}, 15 * 60_000);

/** Most of their time clients start up or wait. */
async function inPairs(
  clients: readonly Client[],
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const waiting = [...clients];
  const next = async (): Promise<void> => {
    const client = waiting.shift();
    if (client === undefined) return;
    await work(client);
    await next();
  };
  await Promise.all([next(), next()]);
}

describe("BEY-1: the client matrix", () => {
  it("every operation that a client has works", () => {
    const failed = columns.flatMap(({ title, outcomes }) =>
      outcomes.flatMap(({ operation, error }) =>
        error === null ? [] : [`${title}, ${operation}: ${error}`],
      ),
    );
    expect(failed).toEqual([]);
    expect(columns.every(({ outcomes }) => outcomes.length > 0)).toBe(true);
  });

  it("what one client has uploaded every other one reads, byte for byte", () => {
    const failed = readings.filter(({ error }) => error !== null);
    expect(failed).toEqual([]);
    expect(readings.length).toBeGreaterThan(60);
  });

  it("is what docs/clients.md shows", async () => {
    const titleOf = (id: string) => titles.get(id) ?? id;
    const tables = [
      BEGIN,
      operationTable(columns),
      "## Who reads what whom uploaded",
      readingTable(readings, titleOf),
    ].join("\n\n");
    const [intro = ""] = (await readFile(DOCUMENT, "utf8")).split(BEGIN);
    const text = `${intro}${tables}\n`;
    if (process.env["UPDATE_CLIENTS"]) await writeFile(DOCUMENT, text);
    expect(await readFile(DOCUMENT, "utf8")).toBe(text);
  });
});
