"""
Write the dataset `home-commands`: what people say to a home, with its intent, as JSON lines.

`train` and `test` come from one grammar and never share a sentence; `test_by_hand` was written
without the grammar.
"""

import itertools
import re
from random import Random

from commands.by_hand import BY_HAND
from commands.grammar import PATTERNS, SLOTS
from common import asset_folder, seed_everything, write_figures, write_jsonl

NAME = "home-commands"
TRAIN_PER_INTENT = 100
TEST_PER_INTENT = 20


def expand(pattern: str, words: dict[str, list[str]]) -> list[str]:
    """Every sentence of a pattern."""
    slots = re.findall(r"{(\w+)}", pattern)
    choices = itertools.product(*(words[slot] for slot in slots))
    return [pattern.format(**dict(zip(slots, choice, strict=True))) for choice in choices]


def sample(
    patterns: list[str], words: dict[str, list[str]], count: int, random: Random
) -> list[str]:
    """`count` different sentences, spread evenly over the patterns as far as each one reaches."""
    queues = [expand(pattern, words) for pattern in patterns]
    for queue in queues:
        random.shuffle(queue)
    rounds = itertools.chain.from_iterable(itertools.zip_longest(*queues))
    distinct = dict.fromkeys(sentence for sentence in rounds if sentence is not None)
    chosen = list(distinct)[:count]
    random.shuffle(chosen)
    return chosen


def row(text: str, intent: str, language: str) -> dict[str, object]:
    """One line of the dataset."""
    return {"text": text, "intent": intent, "language": language}


def generated_rows(random: Random) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Training and test rows, half English and half Chinese where the grammar is rich enough."""
    train: list[dict[str, object]] = []
    test: list[dict[str, object]] = []
    for intent, by_language in PATTERNS.items():
        for language, patterns in by_language.items():
            wanted = (TRAIN_PER_INTENT + TEST_PER_INTENT) // 2
            sentences = sample(patterns, SLOTS[language], wanted, random)
            held_out = len(sentences) // 6
            test += [row(text, intent, language) for text in sentences[:held_out]]
            train += [row(text, intent, language) for text in sentences[held_out:]]
    random.shuffle(train)
    random.shuffle(test)
    return train, test


def rows_by_hand() -> list[dict[str, object]]:
    """The sentences outside the grammar."""
    return [
        row(text, intent, language)
        for intent, by_language in BY_HAND.items()
        for language, sentences in by_language.items()
        for text in sentences
    ]


def main() -> None:
    random = seed_everything()
    folder = asset_folder("dataset", NAME)
    train, test = generated_rows(random)
    by_hand = rows_by_hand()
    write_jsonl(folder / "train.jsonl", train)
    write_jsonl(folder / "test.jsonl", test)
    write_jsonl(folder / "test_by_hand.jsonl", by_hand)
    write_figures(
        "dataset",
        NAME,
        {
            "intents": len(PATTERNS),
            "train_rows": f"{len(train):,}",
            "test_rows": len(test),
            "hand_rows": len(by_hand),
        },
    )


if __name__ == "__main__":
    main()
