export { readSetting, readSettings, type SettingDefaults } from "./read-setting.ts";
export { writeSetting } from "./write-setting.ts";
