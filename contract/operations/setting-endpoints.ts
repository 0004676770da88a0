import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { SettingChanges, SettingKey, Settings } from "./settings.ts";

const BASE = "/console/settings";

const SettingsState = z.object({
  /** As they hold now. */
  values: Settings,
  /** What the environment says. */
  defaults: Settings,
  /** Those that an operator has set. */
  stored: z.array(SettingKey),
});

export const getSettings = endpoint({
  id: "operations.get-settings",
  method: "GET",
  path: BASE,
  summary: "What operators set while the gallery runs, such as how listings are reviewed",
  access: { who: "administrator", scope: "read" },
  answer: { status: 200, body: SettingsState },
});

export const changeSettings = endpoint({
  id: "operations.change-settings",
  method: "PATCH",
  path: BASE,
  summary: "Set what is given; null gives a setting back to the environment",
  access: { who: "administrator", scope: "write" },
  body: SettingChanges,
  answer: { status: 200, body: SettingsState },
});
