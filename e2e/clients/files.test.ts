import { describe, it } from "vitest";
import { runGallery } from "./gallery.ts";
import { pythonChecks } from "./python-client.ts";

const gallery = await runGallery();
const person = await gallery.person("alice");

describe.each(["hub1", "hub2"] as const)("BEY-1: files with huggingface_hub of %s", (python) => {
  const seat = () => ({ python, gallery, person, home: python });
  const passes = pythonChecks("files.py", seat, `files-${python}`);

  it("REP-2: uploads a file, with any name, and reads it back", () =>
    passes("uploads_a_file_and_reads_it_back"));
  it("REP-13: uploads a file above the LFS limit and reads it back, byte for byte", () =>
    passes("uploads_a_large_file_and_reads_it_back"));
  it("REP-2: a repeated upload makes no empty commit", () =>
    passes("a_repeated_upload_makes_no_commit"));
  it("leaves out what .gitignore names, sent along or stored", () =>
    passes("uploads_a_folder_as_gitignore_says"));
  it("REP-13: snapshots a folder of hundreds of files, byte for byte", () =>
    passes("uploads_many_files_and_snapshots_them"));
  it("deletes in one commit what an upload replaces", () =>
    passes("an_upload_deletes_what_its_patterns_name"));
  it("REP-6: snapshots by patterns, tags and commits", () =>
    passes("snapshots_take_patterns_and_revisions"));
  it("REP-6: a second download comes from the cache, and a content keeps its name", () =>
    passes("a_second_download_reads_from_the_cache"));
  it("a missing file raises what libraries expect", () =>
    passes("a_missing_file_is_remembered_by_commit"));
  it("REP-6: HfFileSystem lists, globs, reads ranges, writes and deletes", () =>
    passes("the_file_system_reads_by_ranges_and_globs"));
  it("REP-6: the header of a safetensors file is read alone", () =>
    passes("safetensors_headers_are_read_by_ranges"));
  it("a private file is there for its owner alone", () => passes("a_private_file_is_nobody_elses"));
});
