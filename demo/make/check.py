"""
Check that content/, its cards and assets.json agree. Prints each fault and exits with 1 if any.

Needs PyYAML only; trains and downloads nothing.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from common import CONTENT, MAKE, front_matter_of

DEMO = MAKE.parent
LARGEST_TOTAL_BYTES = 12_000_000
LONGEST_DESCRIPTION = 90  # code points
KEYS = {
    "kind",
    "owner",
    "name",
    "titleZh",
    "description",
    "license",
    "tasks",
    "visibility",
    "folder",
    "commit",
}
REFERENCE = re.compile(r"`((?:open-gallery|lin-wei|ada)/[\w.-]+)`")


def faults_of_asset(asset: dict, owners: set[str], names: set[str]) -> Iterator[str]:
    """What is wrong with one asset of the manifest."""
    if set(asset) != KEYS:
        yield f"keys {sorted(set(asset) ^ KEYS)} are missing or unknown"
        return
    if asset["owner"] not in owners:
        yield f"owner {asset['owner']} is not among the namespaces"
    if not 1 <= len(asset["description"]) <= LONGEST_DESCRIPTION:
        yield f"description has {len(asset['description'])} code points"
    if asset["folder"] != f"content/{asset['kind']}/{asset['name']}":
        yield f"folder {asset['folder']} is not where its kind and name say"
    path = DEMO / asset["folder"] / "README.md"
    if not path.exists():
        yield f"{path.relative_to(DEMO)} is missing"
        return
    yield from faults_of_card(asset, path.read_text(encoding="utf-8"), names)


def faults_of_card(asset: dict, card: str, names: set[str]) -> Iterator[str]:
    """Where a card disagrees with the manifest, or names an asset that does not exist."""
    settings = yaml.safe_load(front_matter_of(card))
    tasks = settings.get("task_categories", [])
    tasks = [settings["pipeline_tag"], *tasks] if "pipeline_tag" in settings else tasks
    pairs = {
        "license": settings["license"],
        "titleZh": settings["title_zh"],
        "description": settings["description"],
        "tasks": tasks,
    }
    for key, value in pairs.items():
        if asset[key] != value:
            yield f"{key} is {asset[key]!r} in assets.json and {value!r} in the card"
    for name in [*settings.get("datasets", []), *REFERENCE.findall(card)]:
        if name not in names:
            yield f"the card names {name}, which does not exist"
    for heading in ("## English", "## 中文"):
        if heading not in card:
            yield f"the card has no {heading}"


def faults_of_content(assets: list[dict]) -> Iterator[str]:
    """Folders without an asset, paths of the machine that made a file, and too many bytes."""
    listed = {asset["folder"] for asset in assets}
    for folder in sorted(CONTENT.glob("*/*")):
        if f"content/{folder.parent.name}/{folder.name}" not in listed:
            yield f"{folder.relative_to(DEMO)} is not in assets.json"
    files = [path for path in CONTENT.rglob("*") if path.is_file()]
    maker = str(MAKE).encode()
    for path in files:
        if "__pycache__" in path.parts:
            yield f"{path.relative_to(DEMO)} does not belong here"
        if maker in path.read_bytes():
            yield f"{path.relative_to(DEMO)} holds a path of this machine"
    total = sum(path.stat().st_size for path in files)
    if total > LARGEST_TOTAL_BYTES:
        yield f"content has {total:,} bytes, more than {LARGEST_TOTAL_BYTES:,}"


def all_faults(manifest: Path) -> Iterator[str]:
    """Every fault of the demo content."""
    parsed = json.loads(manifest.read_text(encoding="utf-8"))
    owners = {namespace["name"] for namespace in parsed["namespaces"]}
    assets = parsed["assets"]
    names = {f"{asset['owner']}/{asset['name']}" for asset in assets}
    for asset in assets:
        label = f"{asset.get('kind')} {asset.get('owner')}/{asset.get('name')}"
        yield from (f"{label}: {fault}" for fault in faults_of_asset(asset, owners, names))
    yield from faults_of_content(assets)


def main() -> None:
    faults = list(all_faults(DEMO / "assets.json"))
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
