"""A dataset by datasets: up, and back at once and streamed."""

from hub import PREFIX, USER
from make_tiny_dataset import SPLITS, make_rows
from operations import operation, run_operations

from datasets import Dataset, DatasetDict, load_dataset

REPO = f"{USER}/{PREFIX}-shared"
ROWS = {split: make_rows(ids).to_dict("records") for split, ids in SPLITS.items()}


@operation("push-to-hub")
def push_to_hub() -> None:
    DatasetDict({split: Dataset.from_list(rows) for split, rows in ROWS.items()}).push_to_hub(REPO)


@operation("load-dataset")
def load() -> None:
    loaded = load_dataset(REPO)
    for split, rows in ROWS.items():
        assert loaded[split].to_list() == rows
        assert list(load_dataset(REPO, split=split, streaming=True)) == rows


run_operations()
