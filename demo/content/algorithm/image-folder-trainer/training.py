"""Training and measuring on tensors; knows nothing of files."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

Augmentation = Callable[[torch.Tensor, torch.Generator], torch.Tensor]


@dataclass(frozen=True)
class Examples:
    """Images (count, channels, height, width) with values 0 to 1, and their class numbers."""

    images: torch.Tensor
    labels: torch.Tensor


@dataclass(frozen=True)
class Schedule:
    """How long and how fast to learn."""

    epochs: int = 30
    batch_size: int = 32
    peak_learning_rate: float = 3e-3
    weight_decay: float = 1e-3
    seed: int = 0


def quarter_turns_and_colours(images: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Turn and mirror a batch and exchange its colour channels: the shape stays what it is."""
    turns = int(torch.randint(4, (1,), generator=generator))
    images = torch.rot90(images, turns, dims=(2, 3))
    if torch.rand(1, generator=generator) < 0.5:
        images = images.flip(3)
    return images[:, torch.randperm(images.shape[1], generator=generator)]


def train(
    model: nn.Module,
    examples: Examples,
    schedule: Schedule,
    augment: Augmentation | None = None,
) -> list[float]:
    """Train in place; returns the mean loss of each epoch."""
    generator = torch.Generator().manual_seed(schedule.seed)
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=schedule.weight_decay)
    count = len(examples.labels)
    batches = -(-count // schedule.batch_size)
    pace = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, schedule.peak_learning_rate, total_steps=schedule.epochs * batches
    )
    losses = []
    for epoch in range(schedule.epochs):
        model.train()
        total = 0.0
        for chosen in torch.randperm(count, generator=generator).split(schedule.batch_size):
            images = examples.images[chosen]
            if augment:
                images = augment(images, generator)
            loss = nn.functional.cross_entropy(model(images), examples.labels[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            pace.step()
            total += loss.item() * len(chosen)
        losses.append(total / count)
        print(f"epoch {epoch + 1}/{schedule.epochs}: loss {losses[-1]:.4f}", flush=True)
    return losses


@torch.inference_mode()
def confusion(model: nn.Module, examples: Examples, classes: int) -> torch.Tensor:
    """Counts by (true class, predicted class)."""
    model.eval()
    predicted = model(examples.images).argmax(dim=1)
    counts = torch.zeros(classes, classes, dtype=torch.long)
    counts.index_put_((examples.labels, predicted), torch.tensor(1), accumulate=True)
    return counts


def accuracy(counts: torch.Tensor) -> float:
    """The share of right predictions in a confusion matrix."""
    return float(counts.diagonal().sum() / counts.sum())
