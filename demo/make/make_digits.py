"""
Write the dataset `handwritten-digits`: 1,797 real scans of 8 × 8 pixels, as Parquet with images.

The source is the test part of "Optical Recognition of Handwritten Digits" of the UCI Machine
Learning Repository (E. Alpaydin and C. Kaynak, CC BY 4.0), as scikit-learn ships it. Every fifth
scan is in the test split here.
"""

import numpy as np
from datasets import ClassLabel, Dataset, Features, Image
from PIL import Image as Picture
from sklearn.datasets import load_digits

from common import asset_folder, write_figures

NAME = "handwritten-digits"
FEATURES = Features({"image": Image(), "label": ClassLabel(names=list("0123456789"))})


def picture_of(scan: np.ndarray) -> Picture.Image:
    """A greyscale image from grey levels 0–16."""
    return Picture.fromarray((scan * 255 / 16).round().astype(np.uint8), mode="L")


def main() -> None:
    folder = asset_folder("dataset", NAME) / "data"
    folder.mkdir(exist_ok=True)
    scans = load_digits()
    numbers = np.arange(len(scans.target))
    splits = {"train": numbers % 5 != 0, "test": numbers % 5 == 0}
    for split, chosen in splits.items():
        rows = Dataset.from_dict(
            {
                "image": [picture_of(scan) for scan in scans.images[chosen]],
                "label": scans.target[chosen].tolist(),
            },
            features=FEATURES,
        )
        rows.to_parquet(str(folder / f"{split}-00000-of-00001.parquet"))
    counts = {f"{split}_rows": f"{int(chosen.sum()):,}" for split, chosen in splits.items()}
    write_figures("dataset", NAME, counts)


if __name__ == "__main__":
    main()
