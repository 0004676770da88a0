import { describe, expect, it } from "vitest";
import { runGallery } from "./gallery.ts";
import { pythonChecks } from "./python-client.ts";

const gallery = await runGallery();
const person = await gallery.person("alice");
const seat = { python: "hub1", gallery, person, home: "libraries" } as const;

describe("BEY-1: transformers", () => {
  const outcomeOf = pythonChecks("with_transformers.py", () => seat, "transformers");

  it("a model and its tokenizer go up and come back, tensor by tensor", () => {
    expect(outcomeOf("a_model_and_its_tokenizer_go_up_and_come_back")).toBe("passed");
  });
  it("REP-1: push_to_hub creates the repository and its card", () => {
    expect(outcomeOf("push_to_hub_creates_the_repository_and_its_card")).toBe("passed");
  });
  it("REP-2: a new version leaves the old one readable", () => {
    expect(outcomeOf("a_new_version_leaves_the_old_one_readable")).toBe("passed");
  });
  it("REP-2: a push to a branch makes the branch", () => {
    expect(outcomeOf("a_push_to_a_branch_makes_the_branch")).toBe("passed");
  });
  it("a model in shards comes back whole", () => {
    expect(outcomeOf("a_sharded_model_comes_back_whole")).toBe("passed");
  });
  it("a pipeline generates what the model does", () => {
    expect(outcomeOf("a_pipeline_generates_what_the_model_does")).toBe("passed");
  });
});

describe("BEY-1: datasets", () => {
  const outcomeOf = pythonChecks("with_datasets.py", () => seat, "datasets");

  it("load_dataset reads CSV, at once and streamed", () => {
    expect(outcomeOf("csv_loads_at_once_and_streamed")).toBe("passed");
  });
  it("load_dataset reads Parquet, at once and streamed", () => {
    expect(outcomeOf("parquet_loads_at_once_and_streamed")).toBe("passed");
  });
  it("load_dataset reads JSON lines, at once and streamed", () => {
    expect(outcomeOf("jsonl_loads_at_once_and_streamed")).toBe("passed");
  });
  it("Dataset.push_to_hub sends what load_dataset reads", () => {
    expect(outcomeOf("a_dataset_goes_up_and_comes_back")).toBe("passed");
  });
  it("REP-2: a later push replaces the rows, the old ones stay at their commit", () => {
    expect(outcomeOf("a_later_push_replaces_the_rows")).toBe("passed");
  });
  it("configurations and shards stay apart", () => {
    expect(outcomeOf("configurations_and_shards_stay_apart")).toBe("passed");
  });
});
