import { describe, expect, it } from "vitest";
import { describeTheme } from "../build/theme-stylesheet.ts";

type Variables = Map<string, string>;

function variablesOf(scheme: "light" | "dark"): Variables {
  const shared = /:root, :host\{(?<body>[^}]*)\}/u.exec(describeTheme())?.groups?.body ?? "";
  const own =
    new RegExp(
      `:root\\[data-mantine-color-scheme="${scheme}"\\][^{]*\\{(?<body>[^}]*)\\}`,
      "u",
    ).exec(describeTheme())?.groups?.body ?? "";
  const pairs = [...`${shared}${own}`.matchAll(/(--[\w-]+):\s*([^;]+);/gu)];
  return new Map(pairs.map(([, name = "", value = ""]) => [name, value]));
}

function colourOf(variables: Variables, name: string): string {
  const value = variables.get(name) ?? `${name} is not set`;
  const reference = /^var\((--[\w-]+)\)$/u.exec(value)?.[1];
  return reference ? colourOf(variables, reference) : value;
}

/** Red, green and blue from 0 to 255, of `#rrggbb` or `rgba(r, g, b, 1)`. */
function channelsOf(colour: string): number[] {
  const opaque = /^rgba\((\d+), (\d+), (\d+), 1\)$/u.exec(colour);
  if (opaque) return opaque.slice(1).map(Number);
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const channels = channelsOf(colour).map((channel) => channel / 255);
  const [red = Number.NaN, green = 0, blue = 0] = channels.map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ["--surface", "--surface-quiet", "--surface-hover", "--accent-soft"];
const INKS = [
  "--ink",
  "--ink-quiet",
  "--ink-dimmed",
  "--accent-ink",
  "--positive-ink",
  "--warning-ink",
  "--negative-ink",
];

describe.each(["light", "dark"] as const)("PLT-11: contrast in the %s scheme", (scheme) => {
  const variables = variablesOf(scheme);

  it.each(INKS)("%s is readable on every surface", (ink) => {
    const tooLow = SURFACES.filter(
      (surface) => !(contrast(colourOf(variables, ink), colourOf(variables, surface)) >= 4.5),
    );
    expect(tooLow).toEqual([]);
  });

  it.each(["red", "orange", "yellow", "green", "gray", "accent"])(
    "the words of a badge or alert in %s are readable on its ground",
    (colour) => {
      const ground = colourOf(variables, `--mantine-color-${colour}-light`);
      const words = colourOf(variables, `--mantine-color-${colour}-light-color`);
      expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("every kind's colour is readable on the page", () => {
    const kinds = [...variables.keys()].filter((name) => name.startsWith("--kind-"));
    expect(kinds).toHaveLength(11);
    const surface = colourOf(variables, "--surface-quiet");
    expect(kinds.filter((kind) => !(contrast(colourOf(variables, kind), surface) >= 4.5))).toEqual(
      [],
    );
  });

  it("buttons are readable", () => {
    const filled = colourOf(variables, "--mantine-color-accent-7");
    expect(contrast("#ffffff", filled)).toBeGreaterThanOrEqual(4.5);
  });
});
