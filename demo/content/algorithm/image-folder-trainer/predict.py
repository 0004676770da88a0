"""
Classify images with a trained model.

    python predict.py --model MODEL IMAGE…

Prints one line per image: its path, the most likely label and its probability.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import load_file

from image_folder import read_image
from model import SmallConvNet


def load_model(folder: Path) -> tuple[SmallConvNet, list[str]]:
    """A model written by train.py, ready to predict, and its labels."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model = SmallConvNet(config["channels"], config["widths"], len(config["labels"]))
    model.load_state_dict(load_file(folder / "model.safetensors"))
    return model.eval(), config["labels"]


@torch.inference_mode()
def main() -> None:
    parser = argparse.ArgumentParser(description="Classify images with a trained model.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("images", type=Path, nargs="+")
    options = parser.parse_args()
    model, labels = load_model(options.model)
    for path in options.images:
        probabilities = model(read_image(path).unsqueeze(0)).softmax(dim=1)[0]
        best = int(probabilities.argmax())
        print(f"{path}\t{labels[best]}\t{probabilities[best]:.3f}")


if __name__ == "__main__":
    main()
