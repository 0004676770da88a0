"""What every script here shares: where content lies, seeding, and how a card is written."""

import json
import os
import random
import re
from pathlib import Path
from string import Template

MAKE = Path(__file__).resolve().parent
CONTENT = MAKE.parent / "content"
SEED = 20251120


def asset_folder(kind: str, name: str) -> Path:
    """The folder of one asset below content/, created when it is missing."""
    folder = CONTENT / kind / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def seed_everything(seed: int = SEED) -> random.Random:
    """Seed every generator in use and keep PyTorch to one thread: a rerun repeats its figures."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        import numpy

        numpy.random.seed(seed)
        import torch

        torch.manual_seed(seed)
        torch.set_num_threads(1)
    except ModuleNotFoundError:
        pass  # the scripts that only write text need neither
    return random.Random(seed)


def write_card(kind: str, name: str) -> None:
    """
    Write README.md from cards/<kind>/<name>.md, with each `${figure}` replaced by its value from
    figures/<kind>/<name>.json, where one exists.

    Raises KeyError when the card names a figure that no script measured, and ValueError when a
    script measured one that the card does not show.
    """
    template = Template((MAKE / "cards" / kind / f"{name}.md").read_text(encoding="utf-8"))
    path = figures_path(kind, name)
    figures = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    unused = set(figures) - set(template.get_identifiers())
    if unused:
        raise ValueError(f"figures that the card of {name} does not show: {sorted(unused)}")
    text = template.substitute(figures)
    (asset_folder(kind, name) / "README.md").write_text(text, encoding="utf-8")


def write_figures(kind: str, name: str, figures: dict[str, object]) -> None:
    """Keep what was measured, as it is to be printed, and write the card with it."""
    path = figures_path(kind, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, {key: str(value) for key, value in figures.items()})
    write_card(kind, name)


def figures_path(kind: str, name: str) -> Path:
    """Where the measured figures of an asset are kept."""
    return MAKE / "figures" / kind / f"{name}.json"


def write_json(path: Path, value: object) -> None:
    """Write readable JSON with a final newline; Chinese stays Chinese."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_jsonl(path: Path, rows: list[dict[str, object]]) -> None:
    """Write one JSON object per line."""
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def front_matter_of(card: str) -> str:
    """The YAML between the first two `---` lines of a card."""
    found = re.match(r"---\n(.*?)\n---\n", card, re.DOTALL)
    if not found:
        raise ValueError("the card has no front matter")
    return found.group(1)


def percent(fraction: float) -> str:
    """0.98765 → '98.8 %'."""
    return f"{100 * fraction:.1f} %"
