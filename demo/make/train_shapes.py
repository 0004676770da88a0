"""
Train `shapes-convnet-onnx` with the algorithm `image-folder-trainer`, exported to ONNX.

The figures of the card are measured with ONNX Runtime on the exported file.
"""

from pathlib import Path

import numpy as np
import onnxruntime
import torch

from algorithms import image_folder, network, train_command, training
from common import CONTENT, SEED, asset_folder, percent, seed_everything, write_figures, write_json
from make_shapes import SHAPES
from onnx_export import export_onnx

NAME = "shapes-convnet-onnx"
DATA = CONTENT / "dataset" / "geometric-shapes"
EPOCHS = 40


class WithProbabilities(torch.nn.Module):
    """The network as it is served: probabilities instead of scores."""

    def __init__(self, network: torch.nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.network(images).softmax(dim=1)


def measure(path: Path, examples: training.Examples, classes: int) -> np.ndarray:
    """Counts by (true class, predicted class), predicted by the exported file."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (probabilities,) = session.run(None, {"images": examples.images.numpy()})
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (examples.labels.numpy(), probabilities.argmax(axis=1)), 1)
    return counts


def confusion_table(counts: np.ndarray, labels: list[str]) -> str:
    """A Markdown table of recall per class, with the commonest mistake."""
    lines = []
    for index, label in enumerate(labels):
        row = counts[index].copy()
        right, total = int(row[index]), int(row.sum())
        row[index] = 0
        mistake = f"{labels[int(row.argmax())]} ({row.max()})" if row.max() else "–"
        lines.append(f"| {label} | {SHAPES[label]} | {right} / {total} | {mistake} |")
    return "\n".join(lines)


def main() -> None:
    seed_everything()
    folder = asset_folder("model", NAME)
    labels = image_folder.labels_of(DATA / "train", "label")
    examples = image_folder.read_split(DATA / "train", "label", labels)
    model = network.SmallConvNet(channels=3, widths=train_command.WIDTHS, classes=len(labels))
    schedule = training.Schedule(epochs=EPOCHS, seed=SEED)
    losses = training.train(model, examples, schedule, training.quarter_turns_and_colours)

    path = folder / "model.onnx"
    export_onnx(WithProbabilities(model), {"images": examples.images[:2]}, "probabilities", path)
    test = image_folder.read_split(DATA / "test", "label", labels)
    counts = measure(path, test, len(labels))
    accuracy = counts.trace() / counts.sum()
    write_json(
        folder / "labels.json",
        {"labels": labels, "labels_zh": [SHAPES[label] for label in labels]},
    )
    write_json(
        folder / "eval_results.json",
        {"accuracy": round(float(accuracy), 4), "labels": labels, "confusion": counts.tolist()},
    )
    write_figures(
        "model",
        NAME,
        {
            "parameters": f"{sum(value.numel() for value in model.parameters()):,}",
            "epochs": EPOCHS,
            "first_loss": f"{losses[0]:.2f}",
            "last_loss": f"{losses[-1]:.2f}",
            "accuracy": percent(accuracy),
            "accuracy_value": f"{accuracy:.4f}",
            "test_rows": int(counts.sum()),
            "recall_table": confusion_table(counts, labels),
        },
    )
    print(f"accuracy {accuracy:.4f}")


if __name__ == "__main__":
    main()
