import type { CardSettings } from "#contract/assets/asset.ts";

/** Settings as a request brings them: left out and undefined mean the same, "leave it". */
export type SettingsEdit = Partial<{
  [Key in keyof CardSettings]: CardSettings[Key] | undefined;
}>;

export function withoutUndefined(settings: SettingsEdit): Partial<CardSettings> {
  const set = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set);
}
