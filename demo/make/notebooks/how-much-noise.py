# %% [markdown]
# # How much noise can a small network take? · 小网络能承受多少噪声?
#
# `open-gallery/shapes-convnet-onnx` names every clean test image rightly. It was never shown noise,
# though. Here we add some, more and more, and watch.
#
# `open-gallery/shapes-convnet-onnx` 在干净的测试图片上全部答对，但它从未见过噪声。我们逐步加入噪声，看它何时出错。
# %%
import json
import os
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import onnxruntime
from huggingface_hub import snapshot_download
from PIL import Image

plt.rcParams.update({"figure.dpi": 72, "axes.spines.top": False, "axes.spines.right": False})


def fetch(kind: str, repository: str) -> Path:
    """Download a repository (set HF_ENDPOINT to your gallery), or use a local copy if there is one."""
    local = os.environ.get("GALLERY_DEMO_CONTENT")
    if local:
        return Path(local) / kind / repository.split("/")[1]
    return Path(snapshot_download(repository, repo_type=kind))


folder = fetch("dataset", "ada/geometric-shapes") / "test"
rows = [json.loads(line) for line in (folder / "metadata.jsonl").read_text("utf-8").splitlines()]
images = np.stack([np.asarray(Image.open(folder / row["file_name"])) for row in rows]) / 255

model = fetch("model", "open-gallery/shapes-convnet-onnx")
labels = json.loads((model / "labels.json").read_text("utf-8"))["labels"]
truth = np.array([labels.index(row["label"]) for row in rows])
session = onnxruntime.InferenceSession(
    str(model / "model.onnx"), providers=["CPUExecutionProvider"]
)
images.shape
# %%
def noisy(strength: float, seed: int = 0) -> np.ndarray:
    """The test images with normal noise of this standard deviation (1 is black to white)."""
    noise = np.random.default_rng(seed).normal(0, strength, images.shape)
    return np.clip(images + noise, 0, 1).astype(np.float32)


def predict(pictures: np.ndarray) -> np.ndarray:
    """The most likely class of each picture."""
    (probabilities,) = session.run(None, {"images": pictures.transpose(0, 3, 1, 2)})
    return probabilities.argmax(axis=1)


float((predict(noisy(0)) == truth).mean())
# %% [markdown]
# What the noise looks like · 噪声的样子:
# %%
strengths = [0, 0.01, 0.03, 0.06, 0.1]
figure, axes = plt.subplots(2, len(strengths), figsize=(8, 3.4))
for column, strength in enumerate(strengths):
    pictures = noisy(strength)
    predicted = predict(pictures)
    for row, number in enumerate([60, 160]):
        axes[row, column].imshow(pictures[number])
        axes[row, column].set_title(labels[predicted[number]], fontsize=10)
        axes[row, column].axis("off")
figure.suptitle("noise " + " · ".join(f"{strength:g}" for strength in strengths))
plt.show()
# %% [markdown]
# ## Accuracy against noise · 准确率与噪声
#
# Five different draws of the noise for each strength; the band is their range.
#
# 每个强度取五次不同的噪声，色带是五次结果的范围。
# %%
grid = np.linspace(0, 0.12, 13)
scores = np.array(
    [[(predict(noisy(strength, seed)) == truth).mean() for seed in range(5)] for strength in grid]
)
figure, axes = plt.subplots(figsize=(8, 3))
axes.fill_between(grid, scores.min(axis=1), scores.max(axis=1), alpha=0.3)
axes.plot(grid, scores.mean(axis=1))
axes.axhline(1 / len(labels), linestyle=":", color="grey")
axes.set(xlabel="standard deviation of the noise", ylabel="accuracy", ylim=(0, 1.02))
axes.text(0, 1 / len(labels) + 0.02, "guessing", color="grey")
plt.show()
# %% [markdown]
# ## Does a blur help? · 模糊一下有用吗?
#
# A mean over 3 × 3 pixels before the network removes much of the noise and little of the shape.
#
# 在送入网络之前做 3 × 3 均值滤波，能去掉大部分噪声，而形状几乎不变。
# %%
def blurred(pictures: np.ndarray) -> np.ndarray:
    """The mean of each pixel and its eight neighbours."""
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1), (0, 0)), mode="edge")
    height, width = pictures.shape[1:3]
    shifts = [padded[:, y : y + height, x : x + width] for y in range(3) for x in range(3)]
    return np.mean(shifts, axis=0, dtype=np.float32)


for strength in (0, 0.02, 0.04, 0.08):
    plain = (predict(noisy(strength)) == truth).mean()
    soft = (predict(blurred(noisy(strength))) == truth).mean()
    print(f"noise {strength:.2f}: {plain:6.1%} as it is, {soft:6.1%} blurred first")
