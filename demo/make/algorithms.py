"""The Python files of the algorithms in content/, as modules for the scripts here."""

import sys
from importlib import import_module

from common import CONTENT

sys.path += [
    str(CONTENT / "algorithm" / name) for name in ("image-folder-trainer", "seasonal-baseline")
]

baseline = import_module("baseline")
forecast = import_module("forecast")
image_folder = import_module("image_folder")
network = import_module("model")
train_command = import_module("train")
training = import_module("training")
