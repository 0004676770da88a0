"""
Write the dataset `pocket-facts-qa`: questions and answers in English and Chinese, as Parquet.

Every fact has four questions. Three of them are in the training split; the fourth, which one
depends on the fact, is in the test split. A test therefore asks for something known in words that
were never used for it.
"""

import pandas as pd

from common import asset_folder, write_figures
from facts.relations import all_facts

NAME = "pocket-facts-qa"


def question_rows() -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The rows of the training and of the test split."""
    train: list[dict[str, object]] = []
    test: list[dict[str, object]] = []
    for number, fact in enumerate(all_facts()):
        held_out = (number // 2) % len(fact.questions)
        for position, question in enumerate(fact.questions):
            row = {
                "id": f"{fact.language}-{number // 2:03d}-{position}",
                "language": fact.language,
                "topic": fact.topic,
                "question": question,
                "answer": fact.answer,
            }
            (test if position == held_out else train).append(row)
    return train, test


def main() -> None:
    folder = asset_folder("dataset", NAME)
    splits = dict(zip(("train", "test"), question_rows(), strict=True))
    for split, rows in splits.items():
        path = folder / "data" / f"{split}-00000-of-00001.parquet"
        path.parent.mkdir(exist_ok=True)
        pd.DataFrame(rows).to_parquet(path, index=False, compression="zstd")
    write_figures(
        "dataset",
        NAME,
        {
            "facts": len(splits["test"]) // 2,
            "train_rows": f"{len(splits['train']):,}",
            "test_rows": f"{len(splits['test']):,}",
        },
    )


if __name__ == "__main__":
    main()
