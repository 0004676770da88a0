import { SettingKey, Settings } from "#contract/operations/settings.ts";
import type { Database } from "../database/index.ts";
import { findValues } from "./store.ts";

/** What the environment says; what operators have set goes before it. */
export type SettingDefaults = {
  review: Settings["review.mode"];
  reviewsByFourEyes: boolean;
  commitReview: Settings["review.commits"];
  allowsNarrowing: boolean;
  refusesAutomaticTraining: boolean;
  asksOnboarding: boolean;
};

type SettingsContext = { db: Database; config: SettingDefaults };

/** One setting as it is now, in every process: nothing is cached. */
export async function readSetting<Key extends SettingKey>(
  { db, config }: SettingsContext,
  key: Key,
): Promise<Settings[Key]> {
  const stored = await findValues(db, [key]);
  return valueOf(key, stored.get(key), config);
}

type SettingsState = {
  values: Settings;
  defaults: Settings;
  /** Those that an operator has set. */
  stored: SettingKey[];
};

/** All settings as they are now. */
export async function readSettings({ db, config }: SettingsContext): Promise<SettingsState> {
  const stored = await findValues(db, SETTING_KEYS);
  const values = SETTING_KEYS.map((key) => [key, valueOf(key, stored.get(key), config)]);
  return {
    values: Settings.parse(Object.fromEntries(values)),
    defaults: defaultsOf(config),
    stored: SETTING_KEYS.filter((key) => stored.has(key)),
  };
}

const SETTING_KEYS = SettingKey.options;

function valueOf<Key extends SettingKey>(
  key: Key,
  stored: unknown,
  config: SettingDefaults,
): Settings[Key] {
  if (stored === undefined) return defaultsOf(config)[key];
  return Settings.shape[key].parse(stored) as Settings[Key];
}

function defaultsOf(config: SettingDefaults): Settings {
  return {
    "review.mode": config.review,
    "review.four-eyes": config.reviewsByFourEyes,
    "review.commits": config.commitReview,
    "publishing.allow-narrowing": config.allowsNarrowing,
    "publishing.refuse-automatic-training": config.refusesAutomaticTraining,
    "community.onboarding": config.asksOnboarding,
  };
}
