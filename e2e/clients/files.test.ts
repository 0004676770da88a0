import { describe, expect, it } from "vitest";
import { runGallery } from "./gallery.ts";
import { pythonChecks } from "./python-client.ts";

const gallery = await runGallery();
const person = await gallery.person("alice");

/** As clients come they move chunks (xet); who switches that off moves whole files by git-lfs. */
const WAYS = [
  { python: "hub1", way: "xet" },
  { python: "hub2", way: "xet" },
  { python: "hub2", way: "git-lfs" },
] as const;

describe.each(WAYS)("BEY-1: files with huggingface_hub of $python by $way", ({ python, way }) => {
  const home = `${python}-${way}`;
  const environment: Record<string, string> = way === "xet" ? {} : { HF_HUB_DISABLE_XET: "1" };
  const seat = () => ({ python, gallery, person, home, environment });
  const outcomeOf = pythonChecks("files.py", seat, `files-${home}`);

  it("REP-2: uploads a file, with any name, and reads it back", () => {
    expect(outcomeOf("uploads_a_file_and_reads_it_back")).toBe("passed");
  });
  it("REP-13: uploads a file above the LFS limit and reads it back, byte for byte", () => {
    expect(outcomeOf("uploads_a_large_file_and_reads_it_back")).toBe("passed");
  });
  it("REP-2: a repeated upload makes no empty commit", () => {
    expect(outcomeOf("a_repeated_upload_makes_no_commit")).toBe("passed");
  });
  it("leaves out what .gitignore names, sent along or stored", () => {
    expect(outcomeOf("uploads_a_folder_as_gitignore_says")).toBe("passed");
  });
  it("REP-13: snapshots a folder of hundreds of files, byte for byte", () => {
    expect(outcomeOf("uploads_many_files_and_snapshots_them")).toBe("passed");
  });
  it("deletes in one commit what an upload replaces", () => {
    expect(outcomeOf("an_upload_deletes_what_its_patterns_name")).toBe("passed");
  });
  it("REP-6: snapshots by patterns, tags and commits", () => {
    expect(outcomeOf("snapshots_take_patterns_and_revisions")).toBe("passed");
  });
  it("REP-6: a second download comes from the cache, and a content keeps its name", () => {
    expect(outcomeOf("a_second_download_reads_from_the_cache")).toBe("passed");
  });
  it("a missing file raises what libraries expect", () => {
    expect(outcomeOf("a_missing_file_is_remembered_by_commit")).toBe("passed");
  });
  it("REP-6: HfFileSystem lists, globs, reads ranges, writes and deletes", () => {
    expect(outcomeOf("the_file_system_reads_by_ranges_and_globs")).toBe("passed");
  });
  it("REP-6: the header of a safetensors file is read alone", () => {
    expect(outcomeOf("safetensors_headers_are_read_by_ranges")).toBe("passed");
  });
  it("a private file is there for its owner alone", () => {
    expect(outcomeOf("a_private_file_is_nobody_elses")).toBe("passed");
  });
});
