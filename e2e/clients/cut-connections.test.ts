import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cuttingProxy } from "./cutting-proxy.ts";
import { aFolder, LARGE_BYTES, sha256 } from "./files-on-disk.ts";
import { runGallery } from "./gallery.ts";
import { hf } from "./python-client.ts";

const HALF = LARGE_BYTES / 2;

const proxy = await cuttingProxy();
const gallery = await runGallery({ GALLERY_URL: proxy.url });
proxy.leadTo((gallery.gallery.app.server.address() as AddressInfo).port);
const person = await gallery.person("alice");

describe.each(["hub1", "hub2"] as const)("BEY-1: a connection of %s that is cut", (python) => {
  const seat = { python, gallery, person, home: python };
  const repo = `alice/cut-${python}`;
  const bytes = randomBytes(LARGE_BYTES);

  it("REP-13: while a file goes up, costs another try and no byte", async () => {
    const folder = await aFolder(gallery.folder, { "weights.bin": bytes });
    const sent = proxy.cutAfter("up", HALF);
    await hf(seat, "upload", repo, join(folder, "weights.bin"), "weights.bin");
    expect(sent.wasCut()).toBe(true);
    const { stdout } = await hf(seat, "download", repo, "weights.bin", "--quiet");
    expect(sha256(await readFile(stdout.trim()))).toBe(sha256(bytes));
  });

  it("REP-6: while a file comes down, is taken up where it broke", async () => {
    const local = await aFolder(gallery.folder);
    const received = proxy.cutAfter("down", HALF);
    const elsewhere = { ...seat, home: `${python}-elsewhere` };
    await hf(elsewhere, "download", repo, "weights.bin", "--local-dir", local);
    expect(received.wasCut()).toBe(true);
    expect(sha256(await readFile(join(local, "weights.bin")))).toBe(sha256(bytes));
  });
});
