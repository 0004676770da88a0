"""
Write the dataset `geometric-shapes`: drawn images of eight shapes, with metadata.jsonl.

Size, place, rotation, colours and the thickness of rings and crosses vary; shape and background
never have a like colour, so that every image can be told by a person.
"""

import math
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw

from common import asset_folder, seed_everything, write_figures, write_jsonl

NAME = "geometric-shapes"
SIDE = 48  # pixels
OVERSAMPLING = 4
SPLITS = {"train": 100, "test": 25}  # images per shape

# label → Chinese name
SHAPES = {
    "circle": "圆形",
    "cross": "十字",
    "hexagon": "六边形",
    "pentagon": "五边形",
    "ring": "圆环",
    "square": "正方形",
    "star": "五角星",
    "triangle": "三角形",
}
# name → (red, green, blue)
COLOURS = {
    "red": (201, 60, 55),
    "orange": (226, 133, 45),
    "yellow": (236, 200, 72),
    "green": (72, 150, 90),
    "teal": (38, 128, 128),
    "blue": (58, 103, 177),
    "purple": (122, 84, 158),
    "white": (245, 244, 240),
    "black": (38, 40, 43),
}
CORNERS = {"triangle": 3, "square": 4, "pentagon": 5, "hexagon": 6}


def corners(radii: list[float], turn: float) -> list[tuple[float, float]]:
    """Points around the origin, evenly spaced in angle, the radii taken in turn."""
    step = 2 * math.pi / len(radii)
    return [
        (radius * math.cos(turn + index * step), radius * math.sin(turn + index * step))
        for index, radius in enumerate(radii)
    ]


def cross(radius: float, width: float, turn: float) -> list[tuple[float, float]]:
    """The twelve corners of a plus sign."""
    w, r = width * radius, radius
    points = [(w, w), (w, r), (-w, r), (-w, w), (-r, w), (-r, -w)]
    points += [(-w, -w), (-w, -r), (w, -r), (w, -w), (r, -w), (r, w)]
    cos, sin = math.cos(turn), math.sin(turn)
    return [(x * cos - y * sin, x * sin + y * cos) for x, y in points]


def outline(shape: str, radius: float, random: Random) -> list[tuple[float, float]]:
    """The polygon of a shape with corners, around the origin."""
    turn = random.uniform(0, 2 * math.pi)
    if shape == "star":
        return corners([radius, 0.42 * radius] * 5, turn)
    if shape == "cross":
        return cross(0.85 * radius, random.uniform(0.22, 0.36), turn)
    return corners([radius] * CORNERS[shape], turn)


def draw(shape: str, random: Random) -> tuple[Image.Image, dict[str, object]]:
    """One image, and what it shows."""
    colour, background = pick_colours(random)
    side = SIDE * OVERSAMPLING
    image = Image.new("RGB", (side, side), COLOURS[background])
    pencil = ImageDraw.Draw(image)
    radius = side * random.uniform(0.22, 0.4)
    room = side / 2 - radius
    x, y = (side / 2 + random.uniform(-room, room) for _ in "xy")
    fill = COLOURS[colour]
    box = (x - radius, y - radius, x + radius, y + radius)
    if shape == "circle":
        pencil.ellipse(box, fill=fill)
    elif shape == "ring":
        pencil.ellipse(box, outline=fill, width=round(radius * random.uniform(0.22, 0.4)))
    else:
        points = [(x + dx, y + dy) for dx, dy in outline(shape, radius, random)]
        pencil.polygon(points, fill=fill)
    small = image.resize((SIDE, SIDE), Image.Resampling.BOX)
    return small, {
        "label": shape,
        "label_zh": SHAPES[shape],
        "colour": colour,
        "background": background,
    }


def pick_colours(random: Random) -> tuple[str, str]:
    """Two colours whose channels differ by at least 160 in all."""
    while True:
        colour, background = random.sample(sorted(COLOURS), 2)
        pairs = zip(COLOURS[colour], COLOURS[background], strict=True)
        if sum(abs(one - other) for one, other in pairs) >= 160:
            return colour, background


def write_split(folder: Path, per_shape: int, random: Random) -> int:
    """Draw one split into its folder; returns the number of images."""
    folder.mkdir(exist_ok=True)
    rows: list[dict[str, object]] = []
    for shape in SHAPES:
        for number in range(per_shape):
            image, facts = draw(shape, random)
            file_name = f"{shape}_{number:03d}.png"
            image.save(folder / file_name, optimize=True)
            rows.append({"file_name": file_name, **facts})
    write_jsonl(folder / "metadata.jsonl", rows)
    return len(rows)


def main() -> None:
    random = seed_everything()
    folder = asset_folder("dataset", NAME)
    counts = {split: write_split(folder / split, count, random) for split, count in SPLITS.items()}
    figures = {"train_rows": counts["train"], "test_rows": counts["test"], "side": SIDE}
    write_figures("dataset", NAME, figures)


if __name__ == "__main__":
    main()
