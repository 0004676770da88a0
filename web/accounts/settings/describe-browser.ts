/** Name and token of browsers; the more particular ones first, since each also claims the next. */
const BROWSERS = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//u],
  ["Opera", /\bOPR\//u],
  ["Firefox", /\b(?:Firefox|FxiOS)\//u],
  ["Chrome", /(?:Chrome|Chromium|CriOS)\//u],
  ["Safari", /\bVersion\/.*Safari\//u],
] as const;

const SYSTEMS = [
  ["Android", /\bAndroid\b/u],
  ["iOS", /\b(?:iPhone|iPad|iPod)\b/u],
  ["HarmonyOS", /\bHarmonyOS\b|\bOpenHarmony\b/u],
  ["Windows", /\bWindows\b/u],
  ["macOS", /\bMac OS X\b/u],
  ["Linux", /\bLinux\b/u],
] as const;

/** "Firefox, Linux": enough to know one's own devices by; undefined for what is no known browser. */
export function describeBrowser(userAgent: string): string | undefined {
  const nameIn = (list: readonly (readonly [string, RegExp])[]) =>
    list.find(([, token]) => token.test(userAgent))?.[0];
  const found = [nameIn(BROWSERS), nameIn(SYSTEMS)].filter((name) => name !== undefined);
  if (found.length > 0) return found.join(", ");
  return userAgent.trim() === "" ? undefined : userAgent.slice(0, 60);
}
