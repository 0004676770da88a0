"""
Train `building-load-mlp-onnx`: the expected load of a building from the hour, the weather and how
full it is. Exported to ONNX with its feature engineering inside, so callers pass raw values.

Every fourth week is the test; hours with a labelled event are in neither part. The figures of the
card are measured with ONNX Runtime on the exported file, beside the forecast by the week before.
"""

from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
import torch
from torch import nn

from algorithms import baseline
from common import CONTENT, SEED, asset_folder, percent, seed_everything, write_figures, write_json
from make_energy import BUILDINGS
from onnx_export import export_onnx

NAME = "building-load-mlp-onnx"
DATA = CONTENT / "dataset" / "building-energy-hourly"
EPOCHS = 60
BATCH_SIZE = 256
NAMES = list(BUILDINGS)
FEATURES = ["hour", "weekday", "outdoor_temperature_c", "occupancy", "building"]


class LoadModel(nn.Module):
    """
    Input (batch, 5): hour 0–23, weekday 0–6 (Monday is 0), outdoor temperature in °C, occupancy
    0–1, number of the building. Output (batch, 1): the expected load in kW.
    """

    def __init__(self, mean_load: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("mean_load", mean_load)
        self.layers = nn.Sequential(
            nn.Linear(6 + len(NAMES), 64),
            nn.SiLU(),
            nn.Linear(64, 64),
            nn.SiLU(),
            nn.Linear(64, 1),
        )

    def forward(self, raw: torch.Tensor) -> torch.Tensor:
        day = raw[:, 0:1] * (2 * torch.pi / 24)
        weekend = (raw[:, 1:2] >= 5).float()
        temperature = (raw[:, 2:3] - 16) / 10
        building = raw[:, 4:5]
        numbers = torch.arange(len(NAMES), dtype=torch.float32)
        chosen = (building == numbers).float()
        known = [torch.sin(day), torch.cos(day), weekend, temperature, raw[:, 3:4]]
        heat = torch.relu(temperature)
        inputs = torch.cat([*known, heat, chosen], dim=1)
        scale = chosen @ self.mean_load.unsqueeze(1)
        return scale * (1 + self.layers(inputs))


def read_table() -> pd.DataFrame:
    """All hours with features, the forecast by the week before, and the part each belongs to."""
    table = pd.read_csv(DATA / "energy.csv", parse_dates=["timestamp"])
    table["hour"] = table["timestamp"].dt.hour
    table["weekday"] = table["timestamp"].dt.day_of_week
    table["is_test"] = table["timestamp"].dt.isocalendar().week % 4 == 0
    table["naive"] = table.groupby("building")["load_kw"].transform(
        lambda values: baseline.seasonal_naive(values.to_numpy())
    )
    events = pd.read_csv(DATA / "events.csv", parse_dates=["first_hour", "last_hour"])
    table["is_event"] = False
    for event in events.itertuples():
        during = table["timestamp"].between(event.first_hour, event.last_hour)
        table.loc[during & (table["building"] == event.building), "is_event"] = True
    table["building"] = table["building"].map(NAMES.index)
    return table


def tensors_of(rows: pd.DataFrame) -> tuple[torch.Tensor, torch.Tensor]:
    """Features and load as float tensors."""
    features = torch.tensor(rows[FEATURES].to_numpy(dtype=np.float32))
    return features, torch.tensor(rows[["load_kw"]].to_numpy(dtype=np.float32))


def train(model: LoadModel, rows: pd.DataFrame) -> list[float]:
    """Minimise the relative error in place; returns the mean of it for each epoch."""
    features, load = tensors_of(rows)
    generator = torch.Generator().manual_seed(SEED)
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=1e-4)
    batches = -(-len(load) // BATCH_SIZE)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, 5e-3, total_steps=EPOCHS * batches)
    losses = []
    for epoch in range(EPOCHS):
        total = 0.0
        for chosen in torch.randperm(len(load), generator=generator).split(BATCH_SIZE):
            error = (model(features[chosen]) - load[chosen]) / load[chosen]
            loss = nn.functional.smooth_l1_loss(error, torch.zeros_like(error), beta=0.05)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            pace.step()
            total += error.abs().sum().item()
        losses.append(round(total / len(load), 4))
        print(f"epoch {epoch + 1}/{EPOCHS}: mean relative error {losses[-1]:.4f}", flush=True)
    return losses


def measure(path: Path, rows: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Errors of the exported file and of the naive forecast, by building."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (forecast,) = session.run(None, {"features": tensors_of(rows)[0].numpy()})
    rows = rows.assign(forecast=forecast[:, 0])
    errors = {}
    for number, part in rows.groupby("building"):
        load = part["load_kw"].to_numpy()
        errors[NAMES[number]] = {
            "mae_kw": baseline.mean_absolute_error(load, part["forecast"].to_numpy()),
            "mape": baseline.mean_absolute_percentage_error(load, part["forecast"].to_numpy()),
            "week_before_mae_kw": baseline.mean_absolute_error(load, part["naive"].to_numpy()),
        }
    return {
        name: {key: round(value, 4) for key, value in row.items()} for name, row in errors.items()
    }


def main() -> None:
    seed_everything()
    folder = asset_folder("model", NAME)
    table = read_table()
    usable = table[~table["is_event"] & table["load_kw"].notna()]
    train_rows, test_rows = usable[~usable["is_test"]], usable[usable["is_test"]]
    means = train_rows.groupby("building")["load_kw"].mean()
    model = LoadModel(torch.tensor(means.to_numpy(dtype=np.float32)))
    losses = train(model, train_rows)

    path = folder / "model.onnx"
    export_onnx(model, {"features": tensors_of(test_rows)[0][:2]}, "load_kw", path)
    errors = measure(path, test_rows)
    write_json(
        folder / "config.json", {"features": FEATURES, "buildings": NAMES, "output": "load_kw"}
    )
    write_json(folder / "eval_results.json", {"test": errors, "losses": losses})
    table_rows = (
        [name, f"{row['mae_kw']:.1f}", percent(row["mape"]), f"{row['week_before_mae_kw']:.1f}"]
        for name, row in errors.items()
    )
    write_figures(
        "model",
        NAME,
        {
            "parameters": f"{sum(value.numel() for value in model.parameters()):,}",
            "epochs": EPOCHS,
            "train_rows": f"{len(train_rows):,}",
            "test_rows": f"{len(test_rows):,}",
            "first_loss": percent(losses[0]),
            "last_loss": percent(losses[-1]),
            "error_table": "\n".join(f"| {' | '.join(cells)} |" for cells in table_rows),
        },
    )
    print(errors)


if __name__ == "__main__":
    main()
