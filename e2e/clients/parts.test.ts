import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { downloadFile, uploadFile } from "@huggingface/hub";
import { describe, expect, it } from "vitest";
import { cuttingProxy } from "./cutting-proxy.ts";
import { aFolder, sha256 } from "./files-on-disk.ts";
import { runGallery } from "./gallery.ts";
import { hf } from "./python-client.ts";

/** From 64 MiB on clients that ask for it send in parts what they do not send as chunks. */
const SIZE_BYTES = 70_000_000;

const proxy = await cuttingProxy();
const gallery = await runGallery({ GALLERY_URL: proxy.url });
proxy.leadTo((gallery.gallery.app.server.address() as AddressInfo).port);
const person = await gallery.person("alice");
const bytes = randomBytes(SIZE_BYTES);

async function partsOf(repo: string): Promise<number> {
  const rows = await gallery.gallery.ctx.db
    .selectFrom("upload_sessions")
    .innerJoin("repositories", "repositories.id", "upload_sessions.repository_id")
    .select("upload_sessions.id")
    .where("repositories.name", "=", repo)
    .where("state", "=", "stored")
    .execute();
  return rows.length;
}

describe("REP-13: large files in parts", () => {
  it.each(["hub1", "hub2"] as const)("of hf of %s; a cut costs one part", async (python) => {
    const environment = { HF_HUB_DISABLE_XET: "1" };
    const seat = { python, gallery, person, home: python, environment };
    const own = Buffer.concat([bytes, Buffer.from(python)]);
    const folder = await aFolder(gallery.folder, { "weights.bin": own });
    const cut = proxy.cutAfter("up", 20_000_000);
    await hf(seat, "upload", `alice/parts-${python}`, join(folder, "weights.bin"), "weights.bin");
    expect(cut.wasCut()).toBe(true);
    expect(await partsOf(`parts-${python}`)).toBe(1);
    const { stdout } = await hf(seat, "download", `alice/parts-${python}`, "weights.bin", "-q");
    expect(sha256(await readFile(stdout.trim()))).toBe(sha256(own));
  });

  it("of JavaScript", async () => {
    const as = { hubUrl: gallery.url, accessToken: person.token, repo: "alice/parts-js" };
    await gallery.gallery.app.inject({
      method: "POST",
      url: "/api/repos/create",
      headers: { authorization: `Bearer ${person.token}` },
      payload: { name: "parts-js" },
    });
    const content = new Blob([bytes]);
    await uploadFile({ ...as, file: { path: "weights.bin", content }, useXet: false });
    expect(await partsOf("parts-js")).toBe(1);
    const blob = await downloadFile({ ...as, path: "weights.bin" });
    const got = Buffer.from((await blob?.arrayBuffer()) ?? new ArrayBuffer());
    expect(sha256(got)).toBe(sha256(bytes));
  });
});
