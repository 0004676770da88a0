"""Saving a tokenizer so that transformers 4 and 5 both load it."""

import json
from pathlib import Path

from transformers import PreTrainedTokenizerFast

from common import write_json


def save_tokenizer(tokenizer: PreTrainedTokenizerFast, folder: Path) -> None:
    """
    Save under the class name that every release knows: transformers 5 writes `TokenizersBackend`,
    which 4 cannot find, and reads `PreTrainedTokenizerFast` as the same thing.
    """
    tokenizer.save_pretrained(folder)
    path = folder / "tokenizer_config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    write_json(path, {**config, "tokenizer_class": "PreTrainedTokenizerFast"})
