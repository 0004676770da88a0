"""
Train an image classifier on a folder in the ImageFolder layout.

    python train.py --data DATASET --output MODEL [--epochs 30] [--label label]

DATASET holds train/ and test/, each with images and a metadata.jsonl. MODEL receives
model.safetensors, config.json (architecture and labels) and metrics.json.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from image_folder import labels_of, read_split
from model import SmallConvNet
from training import Schedule, accuracy, confusion, quarter_turns_and_colours, train

WIDTHS = [16, 32, 64, 96]


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train an image classifier on a folder.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--label", default="label", help="the column of metadata.jsonl to learn")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def write_json(path: Path, value: object) -> None:
    """Readable JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    options = parse_arguments()
    torch.manual_seed(options.seed)
    labels = labels_of(options.data / "train", options.label)
    examples = read_split(options.data / "train", options.label, labels)
    model = SmallConvNet(channels=3, widths=WIDTHS, classes=len(labels))
    schedule = Schedule(epochs=options.epochs, seed=options.seed)
    losses = train(model, examples, schedule, quarter_turns_and_colours)

    counts = confusion(model, read_split(options.data / "test", options.label, labels), len(labels))
    options.output.mkdir(parents=True, exist_ok=True)
    save_file(model.state_dict(), options.output / "model.safetensors")
    height, width = examples.images.shape[2:]
    write_json(
        options.output / "config.json",
        {"channels": 3, "height": height, "width": width, "widths": WIDTHS, "labels": labels},
    )
    write_json(
        options.output / "metrics.json",
        {"accuracy": accuracy(counts), "confusion": counts.tolist(), "losses": losses},
    )
    print(f"accuracy on the test split: {accuracy(counts):.3f}")


if __name__ == "__main__":
    main()
