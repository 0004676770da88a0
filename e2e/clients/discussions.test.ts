import { describe, expect, it } from "vitest";
import { aFolder } from "./files-on-disk.ts";
import { runGallery } from "./gallery.ts";
import { hf, pythonChecks } from "./python-client.ts";

const gallery = await runGallery();

describe.each(["hub1", "hub2"] as const)(
  "BEY-1: discussions with huggingface_hub of %s",
  async (python) => {
    const person = await gallery.person(`owner-${python}`);
    const reader = await gallery.person(`reader-${python}`);
    const environment = { READER_TOKEN: reader.token };
    const seat = () => ({ python, gallery, person, home: python, environment });
    const outcomeOf = pythonChecks("discussions.py", seat, `talk-${python}`);

    it("COM-1: are opened on models, datasets and spaces", () => {
      expect(outcomeOf("discussions_live_on_every_type")).toBe("passed");
    });
    it("COM-1: comments are edited and hidden", () => {
      expect(outcomeOf("comments_are_edited_and_hidden")).toBe("passed");
    });
    it("COM-1: titles and states change", () => {
      expect(outcomeOf("titles_and_states_change")).toBe("passed");
    });
    it("COM-1: lists are filtered and paged", () => {
      expect(outcomeOf("lists_are_filtered_and_paged")).toBe("passed");
    });
    it("REP-1: who may only read opens a pull request, and the owner merges it", () => {
      expect(outcomeOf("a_reader_opens_a_pull_request_with_a_commit")).toBe("passed");
    });
    it("REP-4: who may only read sends large files with it", () => {
      expect(outcomeOf("a_reader_sends_large_files")).toBe("passed");
    });
    it("REP-1: a folder becomes a pull request", () => {
      expect(outcomeOf("a_folder_becomes_a_pull_request")).toBe("passed");
    });
    it("REP-1: conflicts are named, and refused", () => {
      expect(outcomeOf("conflicts_are_named_and_refused")).toBe("passed");
    });
    it("REP-1: a draft is made ready and merged", () => {
      expect(outcomeOf("a_draft_is_made_ready_and_merged")).toBe("passed");
    });
    it("PLT-6: what is not there raises its own error", () => {
      expect(outcomeOf("what_is_not_there_raises_its_own_error")).toBe("passed");
    });

    it("REP-1: hf upload --create-pr opens one from the command line", async () => {
      const owner = { python, gallery, person, home: python };
      const folder = await aFolder(gallery.folder, { "a.txt": "one" });
      const repo = `${person.name}/command-line`;
      await hf(owner, "upload", repo, folder, ".");
      const offer = await aFolder(gallery.folder, { "b.txt": "two" });
      const other = { ...owner, person: reader, home: `${python}-reader` };
      await hf(other, "upload", repo, offer, ".", "--create-pr");
      await hf(owner, "download", repo, "b.txt", "--revision", "refs/pr/1");
      await expect(hf(owner, "download", repo, "b.txt")).rejects.toThrow(/not found/i);
    });
  },
);
