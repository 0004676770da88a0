import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from "@mantine/core";
import type { Plugin } from "vite";
import { themeVariables } from "../app/theme-variables.ts";
import { theme } from "../app/theme.ts";

const id = "virtual:theme.css";

/**
 * Writes the theme's CSS variables into a file at build. At run time Mantine would put them into a
 * `<style>` element, which `style-src 'self'` forbids.
 */
export function themeStylesheet(): Plugin {
  return {
    name: "theme-stylesheet",
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) => (source === `\0${id}` ? describeTheme() : undefined),
  };
}

export function describeTheme(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const base = defaultCssVariablesResolver(merged);
  const own = themeVariables(merged);
  return convertCssVariables({
    variables: { ...base.variables, ...own.variables },
    light: { ...base.light, ...own.light, "--mantine-color-scheme": "light" },
    dark: { ...base.dark, ...own.dark, "--mantine-color-scheme": "dark" },
  });
}
