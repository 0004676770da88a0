"""Datasets by the datasets library: load_dataset, streaming, push_to_hub, row by row."""

from checks import check, run_checks
from hub import API, new_folder, new_repo
from make_tiny_dataset import SPLITS, make_rows, write_rows

from datasets import Dataset, DatasetDict, load_dataset

EXPECTED = {split: make_rows(ids).to_dict("records") for split, ids in SPLITS.items()}


def upload(file_format: str) -> str:
    """A dataset repository with one file for each split; gives its id."""
    repo, folder = new_repo("dataset"), new_folder()
    for split, ids in SPLITS.items():
        write_rows(make_rows(ids), folder / f"{split}.{file_format}")
    API.upload_folder(folder_path=folder, repo_id=repo, repo_type="dataset")
    return repo


def loads_all_rows(file_format: str) -> None:
    """Both splits, at once and streamed, have the rows that were written."""
    repo = upload(file_format)
    loaded = load_dataset(repo)
    for split, rows in EXPECTED.items():
        assert loaded[split].to_list() == rows
        assert list(load_dataset(repo, split=split, streaming=True)) == rows


@check
def csv_loads_at_once_and_streamed() -> None:
    loads_all_rows("csv")


@check
def parquet_loads_at_once_and_streamed() -> None:
    loads_all_rows("parquet")


@check
def jsonl_loads_at_once_and_streamed() -> None:
    loads_all_rows("jsonl")


@check
def a_dataset_goes_up_and_comes_back() -> None:
    repo = new_repo("dataset")
    rows = {split: Dataset.from_list(rows) for split, rows in EXPECTED.items()}
    DatasetDict(rows).push_to_hub(repo)
    loaded = load_dataset(repo)
    assert {split: loaded[split].to_list() for split in loaded} == EXPECTED
    card = API.dataset_info(repo).card_data
    assert card is not None and card.dataset_info["splits"][0]["num_examples"] == 30


@check
def a_later_push_replaces_the_rows() -> None:
    repo = new_repo("dataset")
    Dataset.from_list(EXPECTED["train"]).push_to_hub(repo)
    first = API.dataset_info(repo).sha
    Dataset.from_list(EXPECTED["test"]).push_to_hub(repo)
    assert load_dataset(repo, split="train").to_list() == EXPECTED["test"]
    old = load_dataset(repo, split="train", revision=first)
    assert old.to_list() == EXPECTED["train"]


@check
def configurations_and_shards_stay_apart() -> None:
    repo = new_repo("dataset", private=True)
    for name, rows in EXPECTED.items():
        shards = {"num_shards": {"train": 3}}
        DatasetDict({"train": Dataset.from_list(rows)}).push_to_hub(repo, name, **shards)
    for name, rows in EXPECTED.items():
        assert load_dataset(repo, name, split="train").to_list() == rows
    assert len([path for path in API.list_repo_files(repo, repo_type="dataset")]) == 8


run_checks()
