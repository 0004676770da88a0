import { describe, it } from "vitest";
import { runGallery } from "./gallery.ts";
import { pythonChecks } from "./python-client.ts";

const gallery = await runGallery();
const person = await gallery.person("alice");

describe.each(["hub1", "hub2"] as const)(
  "BEY-1: repositories with huggingface_hub of %s",
  (python) => {
    const seat = () => ({ python, gallery, person, home: python });
    const passes = pythonChecks("repositories.py", seat, `repos-${python}`);

    it("whoami tells who one is", () => passes("whoami_tells_name_and_role"));
    it("a wrong token is told so", () => passes("a_wrong_token_is_told_so"));
    it("REP-1: models, datasets and spaces are made, made again, and deleted", () =>
      passes("repositories_of_each_type_live_and_die"));
    it("what is missing raises its own error", () =>
      passes("what_is_missing_raises_its_own_error"));
    it("REP-2: branches and tags come and go", () => passes("branches_and_tags_come_and_go"));
    it("REP-2: a commit mixes additions, deletions and copies", () =>
      passes("commits_mix_all_operations"));
    it("files are copied from one repository to another", () =>
      passes("copies_go_from_one_repository_to_another"));
    it("REP-2: a commit on a stale parent is refused", () => passes("a_stale_parent_is_refused"));
    it("REP-5: trees, paths and infos tell what clients read", () =>
      passes("trees_and_paths_tell_what_clients_read"));
    it("DIS-1: lists find what an author has", () => passes("lists_find_what_an_author_has"));
    it("a repository moves, and its old name leads on", () =>
      passes("repositories_move_and_the_old_name_leads_on"));
    it("settings hide a repository and show it again", () => passes("settings_hide_and_show"));
    it("REP-8: a broken card is refused before it is committed", () =>
      passes("a_broken_card_is_refused_before_it_is_committed"));
  },
);
