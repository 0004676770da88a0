"""
Write the notebooks, run them on the content beside them and keep their output.

The sources lie in notebooks/<name>.py, cells separated by `# %%` (code) and `# %% [markdown]`.
Warnings of libraries are left out of the output. A published notebook downloads its data and models
from the gallery; while it is run here, the folders of the assets stand in for the download.
"""

import os
import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from common import CONTENT, MAKE, asset_folder, write_card

CELL = re.compile(r"^# %%(?P<kind> \[markdown\])?\n", re.MULTILINE)
NAMES = ["exploring-building-energy", "how-much-noise"]


def cells_of(source: str) -> list[nbformat.NotebookNode]:
    """The cells of a source; Markdown stands in comments."""
    marks = list(CELL.finditer(source))
    ends = [mark.start() for mark in marks[1:]] + [len(source)]
    cells = []
    for number, (mark, end) in enumerate(zip(marks, ends, strict=True)):
        text = source[mark.end() : end].strip()
        if mark["kind"]:
            markdown = re.sub(r"^# ?", "", text, flags=re.MULTILINE)
            cell = nbformat.v4.new_markdown_cell(markdown)
        else:
            cell = nbformat.v4.new_code_cell(text)
        cell["id"] = f"cell-{number}"
        cells.append(cell)
    return cells


def run(name: str) -> None:
    """Run one notebook and write it with its card."""
    source = (MAKE / "notebooks" / f"{name}.py").read_text(encoding="utf-8")
    notebook = nbformat.v4.new_notebook(cells=cells_of(source))
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    where = {"metadata": {"path": str(CONTENT)}}
    NotebookClient(notebook, timeout=120, coalesce_streams=True, resources=where).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of the run: they would change at each one
        if cell.cell_type == "code":
            cell.outputs = [part for part in cell.outputs if part.get("name") != "stderr"]
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11"}
    nbformat.validate(notebook)
    path: Path = asset_folder("notebook", name) / f"{name}.ipynb"
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    write_card("notebook", name)


def main() -> None:
    os.environ["GALLERY_DEMO_CONTENT"] = str(CONTENT)
    for name in NAMES:
        run(name)


if __name__ == "__main__":
    main()
