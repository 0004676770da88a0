# %% [markdown]
# # Exploring a year of building energy · 探索一年的建筑用电
#
# Three buildings, one year, one value per hour. We look at the year, the week and the weather, and
# then let a trained model tell us which days were not as they should have been.
#
# 三栋建筑、一整年、逐小时的用电数据。先看全年、看一周、看天气，再用一个训练好的模型找出“不对劲”的日子。
#
# Data · 数据: `open-gallery/building-energy-hourly` — model · 模型: `lin-wei/building-load-mlp-onnx`
# %%
import os
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import onnxruntime
import pandas as pd
from huggingface_hub import snapshot_download

plt.rcParams.update({"figure.dpi": 72, "axes.spines.top": False, "axes.spines.right": False})


def fetch(kind: str, repository: str) -> Path:
    """Download a repository (set HF_ENDPOINT to your gallery), or use a local copy if there is one."""
    local = os.environ.get("GALLERY_DEMO_CONTENT")
    if local:
        return Path(local) / kind / repository.split("/")[1]
    return Path(snapshot_download(repository, repo_type=kind))


data = fetch("dataset", "open-gallery/building-energy-hourly")
energy = pd.read_csv(data / "energy.csv", parse_dates=["timestamp"])
events = pd.read_csv(data / "events.csv", parse_dates=["first_hour", "last_hour"])
energy.head()
# %% [markdown]
# ## The year · 全年
#
# The hospital never sleeps; the school has its breaks; the office cools in summer.
#
# 医院从不停歇，学校有寒暑假，写字楼夏天开空调。
# %%
monthly = energy.set_index("timestamp").groupby("building")["load_kw"].resample("MS").mean()
figure, axes = plt.subplots(figsize=(8, 3))
for building, values in monthly.groupby(level=0):
    axes.plot(range(1, 13), values.to_numpy(), marker="o", label=building)
axes.set(xlabel="month of 2025", ylabel="mean load (kW)", xticks=range(1, 13), ylim=(0, None))
axes.legend(frameon=False)
plt.show()
# %% [markdown]
# ## The week · 一周
# %%
profile = energy.assign(
    hour_of_week=energy["timestamp"].dt.day_of_week * 24 + energy["timestamp"].dt.hour
).pivot_table(index="hour_of_week", columns="building", values="load_kw")
figure, axes = plt.subplots(figsize=(8, 3))
axes.plot(profile / profile.mean(), label=list(profile.columns))
axes.set(ylabel="load ÷ its mean", xticks=range(0, 169, 24))
axes.set_xticklabels(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", ""])
axes.legend(frameon=False)
plt.show()
# %% [markdown]
# ## The weather · 天气
#
# Above about 22 °C every kelvin costs; the office and the hospital feel it most. The school is
# closed on the hottest days, so its curve bends less.
#
# 气温超过约 22 °C 后，每升高一度都要多用电，写字楼和医院最明显；学校在最热的时候放假，曲线因此平缓一些。
# %%
figure, axes = plt.subplots(figsize=(8, 3))
by_degree = energy.assign(degree=energy["outdoor_temperature_c"].round())
for building, rows in by_degree.groupby("building"):
    means = rows.groupby("degree")["load_kw"].agg(["mean", "size"]).query("size >= 20")["mean"]
    axes.plot(means / means.loc[16], label=building)
axes.set(xlabel="outdoor temperature (°C)", ylabel="load ÷ load at 16 °C")
axes.legend(frameon=False)
plt.show()
# %% [markdown]
# ## Days that were not as expected · 异常的日子
#
# The model knows hour, weekday, temperature and occupancy. What it cannot explain is worth a look.
# We call a day unusual when its mean load is more than 8 % off the expected one.
#
# 模型只知道小时、星期、气温和使用率。它解释不了的部分就值得查看：日均负荷偏离预期 8% 以上，记为异常。
# %%
model = fetch("model", "lin-wei/building-load-mlp-onnx") / "model.onnx"
session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
features = np.column_stack(
    [
        energy["timestamp"].dt.hour,
        energy["timestamp"].dt.day_of_week,
        energy["outdoor_temperature_c"],
        energy["occupancy"],
        energy["building"].map({"office": 0, "school": 1, "hospital": 2}),
    ]
).astype(np.float32)
energy["expected_kw"] = session.run(None, {"features": features})[0][:, 0]
energy["excess_kw"] = energy["load_kw"] - energy["expected_kw"]

daily = energy.dropna().groupby(["building", energy["timestamp"].dt.date])[
    ["load_kw", "expected_kw", "excess_kw"]
].mean()
daily["off"] = daily["excess_kw"] / daily["expected_kw"]
unusual = daily[daily["off"].abs() > 0.08]
unusual.groupby("building").agg(days=("off", "size"), mean_off=("off", "mean")).round(3)
# %%
figure, axes = plt.subplots(3, 1, figsize=(8, 5), sharex=True)
for axis, (building, rows) in zip(axes, daily.groupby(level=0)):
    axis.bar(rows.index.get_level_values(1), 100 * rows["off"], width=1)
    for event in events[events["building"] == building].itertuples():
        axis.axvspan(event.first_hour, event.last_hour, color="tab:orange", alpha=0.3)
    axis.set(title=building, ylabel="off by (%)", ylim=(-45, 45))
figure.tight_layout()
plt.show()
# %% [markdown]
# The shaded spans are the events that `events.csv` names: the model finds the chiller fault and the
# lights that were left on, without ever having seen one.
#
# 阴影是 `events.csv` 中记录的事件：模型从未见过故障，却找出了冷机故障和忘关的灯。
# %%
during = energy.merge(events, on="building")
during = during[during["timestamp"].between(during["first_hour"], during["last_hour"])]
during.groupby(["building", "event"])["excess_kw"].sum().round().rename("excess (kWh)").to_frame()
