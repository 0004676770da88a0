import { describe, expect, it } from "vitest";
import { runGallery } from "./gallery.ts";
import { pythonChecks } from "./python-client.ts";

const gallery = await runGallery();
const person = await gallery.person("alice");

describe.each(["hub1", "hub2"] as const)(
  "BEY-1: repositories with huggingface_hub of %s",
  (python) => {
    const seat = () => ({ python, gallery, person, home: python });
    const outcomeOf = pythonChecks("repositories.py", seat, `repos-${python}`);

    it("whoami tells who one is", () => {
      expect(outcomeOf("whoami_tells_name_and_role")).toBe("passed");
    });
    it("a wrong token is told so", () => {
      expect(outcomeOf("a_wrong_token_is_told_so")).toBe("passed");
    });
    it("REP-1: models, datasets and spaces are made, made again, and deleted", () => {
      expect(outcomeOf("repositories_of_each_type_live_and_die")).toBe("passed");
    });
    it("what is missing raises its own error", () => {
      expect(outcomeOf("what_is_missing_raises_its_own_error")).toBe("passed");
    });
    it("REP-2: branches and tags come and go", () => {
      expect(outcomeOf("branches_and_tags_come_and_go")).toBe("passed");
    });
    it("REP-2: a commit mixes additions, deletions and copies", () => {
      expect(outcomeOf("commits_mix_all_operations")).toBe("passed");
    });
    it("files are copied from one repository to another", () => {
      expect(outcomeOf("copies_go_from_one_repository_to_another")).toBe("passed");
    });
    it("REP-2: a commit on a stale parent is refused", () => {
      expect(outcomeOf("a_stale_parent_is_refused")).toBe("passed");
    });
    it("REP-5: trees, paths and infos tell what clients read", () => {
      expect(outcomeOf("trees_and_paths_tell_what_clients_read")).toBe("passed");
    });
    it("DIS-1: lists find what an author has", () => {
      expect(outcomeOf("lists_find_what_an_author_has")).toBe("passed");
    });
    it("a repository moves, and its old name leads on", () => {
      expect(outcomeOf("repositories_move_and_the_old_name_leads_on")).toBe("passed");
    });
    it("settings hide a repository and show it again", () => {
      expect(outcomeOf("settings_hide_and_show")).toBe("passed");
    });
    it("REP-8: a broken card is refused before it is committed", () => {
      expect(outcomeOf("a_broken_card_is_refused_before_it_is_committed")).toBe("passed");
    });
  },
);
