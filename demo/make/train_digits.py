"""
Train `handwritten-digits-convnet` with the network of `image-folder-trainer`, as safetensors.

The figures of the card are measured on the test split with the file as written.
"""

import numpy as np
import torch
from datasets import load_dataset
from safetensors.torch import load_file, save_file

from algorithms import network, training
from common import CONTENT, SEED, asset_folder, percent, seed_everything, write_figures, write_json

NAME = "handwritten-digits-convnet"
WIDTHS = [24, 48, 96]
EPOCHS = 25
CLASSES = 10


def shifted(images: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Move a batch by up to one pixel; what leaves one side is lost, the other fills with black."""
    down, right = (int(torch.randint(-1, 2, (1,), generator=generator)) for _ in "yx")
    padded = torch.nn.functional.pad(images, (1, 1, 1, 1))
    height, width = images.shape[2:]
    return padded[:, :, 1 + down : 1 + down + height, 1 + right : 1 + right + width]


def read_split(split: str) -> training.Examples:
    """One split of the dataset, as `make_digits.py` wrote it."""
    files = str(CONTENT / "dataset" / "handwritten-digits" / "data" / f"{split}-*.parquet")
    rows = load_dataset("parquet", data_files={split: files}, split=split)
    pixels = np.stack([np.asarray(image, dtype=np.float32) / 255 for image in rows["image"]])
    return training.Examples(torch.from_numpy(pixels).unsqueeze(1), torch.tensor(rows["label"]))


def commonest_mistakes(counts: torch.Tensor, most: int = 3) -> str:
    """The pairs that are confused most often, in words."""
    wrong = [
        (int(counts[true, predicted]), true, predicted)
        for true in range(CLASSES)
        for predicted in range(CLASSES)
        if true != predicted and counts[true, predicted] > 0
    ]
    wrong.sort(reverse=True)
    return ", ".join(f"{true} → {predicted} ({count}×)" for count, true, predicted in wrong[:most])


def main() -> None:
    seed_everything()
    folder = asset_folder("model", NAME)
    model = network.SmallConvNet(channels=1, widths=WIDTHS, classes=CLASSES)
    schedule = training.Schedule(epochs=EPOCHS, seed=SEED)
    losses = training.train(model, read_split("train"), schedule, shifted)
    save_file(model.state_dict(), folder / "model.safetensors")
    labels = [str(digit) for digit in range(CLASSES)]
    write_json(
        folder / "config.json",
        {"channels": 1, "height": 8, "width": 8, "widths": WIDTHS, "labels": labels},
    )

    saved = network.SmallConvNet(channels=1, widths=WIDTHS, classes=CLASSES)
    saved.load_state_dict(load_file(folder / "model.safetensors"))
    counts = training.confusion(saved, read_split("test"), CLASSES)
    right = training.accuracy(counts)
    write_json(
        folder / "eval_results.json", {"accuracy": round(right, 4), "confusion": counts.tolist()}
    )
    write_figures(
        "model",
        NAME,
        {
            "parameters": f"{sum(value.numel() for value in model.parameters()):,}",
            "epochs": EPOCHS,
            "first_loss": f"{losses[0]:.2f}",
            "last_loss": f"{losses[-1]:.3f}",
            "accuracy": percent(right),
            "accuracy_value": f"{right:.4f}",
            "test_rows": int(counts.sum()),
            "mistakes": commonest_mistakes(counts),
        },
    )
    print(f"accuracy {right:.4f}")


if __name__ == "__main__":
    main()
