"""Reading a folder of images whose labels stand in metadata.jsonl."""

import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from training import Examples


def labels_of(folder: Path, column: str) -> list[str]:
    """The class names of a split, sorted."""
    return sorted({row[column] for row in metadata_of(folder)})


def read_split(folder: Path, column: str, labels: list[str]) -> Examples:
    """
    Read one split. All images must be of one size.

    Raises ValueError for a label that is not among `labels`: a test split must not bring new ones.
    """
    rows = metadata_of(folder)
    unknown = sorted({row[column] for row in rows} - set(labels))
    if unknown:
        raise ValueError(f"labels in {folder} that the training split does not have: {unknown}")
    images = torch.stack([read_image(folder / row["file_name"]) for row in rows])
    return Examples(images, torch.tensor([labels.index(row[column]) for row in rows]))


def read_image(path: Path) -> torch.Tensor:
    """A float tensor (3, height, width), values 0 to 1."""
    pixels = np.asarray(Image.open(path).convert("RGB"), dtype=np.float32) / 255
    return torch.from_numpy(pixels).permute(2, 0, 1).contiguous()


def metadata_of(folder: Path) -> list[dict[str, str]]:
    """The rows of metadata.jsonl."""
    text = (folder / "metadata.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]
