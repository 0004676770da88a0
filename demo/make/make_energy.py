"""
Write the dataset `building-energy-hourly`: one year of three buildings, hour by hour, as CSV.

The figures are synthetic. Each building follows a plain model (base load, people, heating and
cooling by outdoor temperature, noise), to which known events are added: a chiller fault, a burst
of night-time waste, holidays and gaps of a sensor. `events.csv` names every one of them.
"""

import numpy as np
import pandas as pd

from common import asset_folder, seed_everything, write_figures

NAME = "building-energy-hourly"
YEAR = 2025
# Per building: base load (kW), load of a full house (kW), kW per kelvin of cooling and of heating.
BUILDINGS = {
    "office": (60.0, 95.0, 6.5, 1.2),
    "school": (25.0, 70.0, 2.0, 2.6),
    "hospital": (180.0, 60.0, 8.0, 3.0),
}
HOLIDAYS = [
    ("2025-01-28", "2025-02-04"),
    ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"),
    ("2025-10-01", "2025-10-08"),
]
SCHOOL_BREAKS = [("2025-01-18", "2025-02-16"), ("2025-07-06", "2025-08-31")]
EVENTS = [
    ("office", "chiller-fault", "2025-08-11 00:00", "2025-08-24 23:00"),
    ("office", "sensor-gap", "2025-03-19 02:00", "2025-03-19 19:00"),
    ("school", "lights-left-on", "2025-11-08 00:00", "2025-11-16 23:00"),
    ("hospital", "sensor-gap", "2025-06-02 11:00", "2025-06-03 08:00"),
    ("hospital", "generator-test", "2025-09-14 01:00", "2025-09-14 05:00"),
]


def outdoor_temperature(hours: pd.DatetimeIndex, random: np.random.Generator) -> np.ndarray:
    """Degrees Celsius: a year between about 3 and 29, a day's swing, and weather of a few days."""
    season = 16 - 13 * np.cos(2 * np.pi * (hours.day_of_year - 20) / 365)
    day = -4 * np.cos(2 * np.pi * (hours.hour - 3) / 24)
    weather = np.zeros(len(hours))
    for hour in range(1, len(hours)):
        weather[hour] = 0.985 * weather[hour - 1] + random.normal(0, 0.45)
    return np.asarray(season + day) + weather


def within(hours: pd.DatetimeIndex, spans: list[tuple[str, str]]) -> np.ndarray:
    """True for every hour of the days in these spans, both ends included."""
    inside = np.zeros(len(hours), dtype=bool)
    for first, last in spans:
        inside |= (hours >= first) & (hours < pd.Timestamp(last) + pd.Timedelta(days=1))
    return inside


def occupancy(building: str, hours: pd.DatetimeIndex) -> np.ndarray:
    """How full the house is, 0 to 1."""
    hour = hours.hour.to_numpy()
    if building == "hospital":
        return 0.55 + 0.45 * np.exp(-(((hour - 13) / 4.5) ** 2))
    opens, closes = (8, 19) if building == "office" else (7, 17)
    ramp = np.clip(np.minimum(hour - opens + 1, closes - hour) / 2, 0, 1)
    closed = (hours.day_of_week >= 5) | within(hours, HOLIDAYS)
    if building == "school":
        closed |= within(hours, SCHOOL_BREAKS)
    return np.where(closed, 0.04, np.maximum(ramp, 0.06))


def active(building: str, event: str, hours: pd.DatetimeIndex) -> np.ndarray:
    """True while this event goes on in this building."""
    inside = np.zeros(len(hours), dtype=bool)
    for where, what, first, last in EVENTS:
        if (where, what) == (building, event):
            inside |= (hours >= first) & (hours <= last)
    return inside


def building_year(building: str, temperature: np.ndarray, hours: pd.DatetimeIndex) -> pd.DataFrame:
    """One building's year, with its events applied."""
    random = np.random.default_rng(sum(building.encode()))
    base, people_load, cooling, heating = BUILDINGS[building]
    people = occupancy(building, hours)
    conditioned = 0.35 + 0.65 * people
    load = base + people_load * people
    load += cooling * np.clip(temperature - 22, 0, None) * conditioned
    load += heating * np.clip(14 - temperature, 0, None) * conditioned

    fault = active(building, "chiller-fault", hours)
    load += np.where(fault, 0.4 * cooling * np.clip(temperature - 18, 0, None), 0)
    load += np.where(active(building, "lights-left-on", hours), 14, 0)
    load -= np.where(active(building, "generator-test", hours), 0.6 * load, 0)
    load *= 1 + random.normal(0, 0.025, len(hours))

    rows = pd.DataFrame(
        {
            "timestamp": hours.strftime("%Y-%m-%dT%H:%M:%S"),
            "building": building,
            "outdoor_temperature_c": temperature.round(1),
            "occupancy": (people + random.normal(0, 0.015, len(hours))).clip(0, 1).round(2),
            "load_kw": load.round(1),
        }
    )
    rows.loc[active(building, "sensor-gap", hours), "load_kw"] = np.nan
    return rows


def main() -> None:
    seed_everything()
    folder = asset_folder("dataset", NAME)
    hours = pd.date_range(f"{YEAR}-01-01", f"{YEAR}-12-31 23:00", freq="h")
    temperature = outdoor_temperature(hours, np.random.default_rng(YEAR))
    rows = pd.concat([building_year(building, temperature, hours) for building in BUILDINGS])
    rows.to_csv(folder / "energy.csv", index=False)
    events = pd.DataFrame(EVENTS, columns=["building", "event", "first_hour", "last_hour"])
    events.to_csv(folder / "events.csv", index=False)
    write_figures(
        "dataset",
        NAME,
        {
            "rows": f"{len(rows):,}",
            "gaps": int(rows["load_kw"].isna().sum()),
            "mean_office": f"{rows[rows['building'] == 'office']['load_kw'].mean():.0f}",
            "mean_school": f"{rows[rows['building'] == 'school']['load_kw'].mean():.0f}",
            "mean_hospital": f"{rows[rows['building'] == 'hospital']['load_kw'].mean():.0f}",
        },
    )


if __name__ == "__main__":
    main()
