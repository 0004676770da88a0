import { describe, expect, it } from "vitest";
import { aFolder } from "./files-on-disk.ts";
import { runGallery } from "./gallery.ts";
import { hf } from "./python-client.ts";

const gallery = await runGallery({ GALLERY_REVIEW: "manual" });
const person = await gallery.person("alice");

describe.each(["hub1", "hub2"] as const)("BEY-1: %s where people review", (python) => {
  const seat = { python, gallery, person, home: python };
  const nobody = { ...seat, person: null, home: `${python}-nobody` };
  const repo = `alice/reviewed-${python}`;

  it("PUB-1: an upload works, and the client says where to publish it", async () => {
    const folder = await aFolder(gallery.folder, { "a.txt": "one" });
    const { stderr } = await hf(seat, "upload", repo, folder, ".");
    expect(stderr).toContain(`publish ${repo} at ${gallery.url}/${repo}/settings`);
    await hf(seat, "download", repo, "a.txt");
    await expect(hf(nobody, "download", repo, "a.txt")).rejects.toThrow(/not found/i);
  });
});
