import { describe, it } from "vitest";
import { runGallery } from "./gallery.ts";
import { pythonChecks } from "./python-client.ts";

const gallery = await runGallery();
const person = await gallery.person("alice");
const seat = { python: "hub1", gallery, person, home: "libraries" } as const;

describe("BEY-1: transformers", () => {
  const passes = pythonChecks("with_transformers.py", () => seat, "transformers");

  it("a model and its tokenizer go up and come back, tensor by tensor", () =>
    passes("a_model_and_its_tokenizer_go_up_and_come_back"));
  it("REP-1: push_to_hub creates the repository and its card", () =>
    passes("push_to_hub_creates_the_repository_and_its_card"));
  it("REP-2: a new version leaves the old one readable", () =>
    passes("a_new_version_leaves_the_old_one_readable"));
  it("REP-2: a push to a branch makes the branch", () =>
    passes("a_push_to_a_branch_makes_the_branch"));
  it("a model in shards comes back whole", () => passes("a_sharded_model_comes_back_whole"));
  it("a pipeline generates what the model does", () =>
    passes("a_pipeline_generates_what_the_model_does"));
});

describe("BEY-1: datasets", () => {
  const passes = pythonChecks("with_datasets.py", () => seat, "datasets");

  it("load_dataset reads CSV, at once and streamed", () =>
    passes("csv_loads_at_once_and_streamed"));
  it("load_dataset reads Parquet, at once and streamed", () =>
    passes("parquet_loads_at_once_and_streamed"));
  it("load_dataset reads JSON lines, at once and streamed", () =>
    passes("jsonl_loads_at_once_and_streamed"));
  it("Dataset.push_to_hub sends what load_dataset reads", () =>
    passes("a_dataset_goes_up_and_comes_back"));
  it("REP-2: a later push replaces the rows, the old ones stay at their commit", () =>
    passes("a_later_push_replaces_the_rows"));
  it("configurations and shards stay apart", () => passes("configurations_and_shards_stay_apart"));
});
