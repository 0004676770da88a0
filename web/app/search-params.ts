/** What stands behind the `?` of a page's address: a repeated name makes a list. */
export type SearchParams = Record<string, string | string[]>;

export function parseSearch(text: string): SearchParams {
  const params = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

/** The inverse; undefined, null, false and "" are left out, so that addresses stay short. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const item of [value].flat()) {
      const isPlain = typeof item === "string" || typeof item === "number" || item === true;
      if (isPlain && item !== "") params.append(name, `${item}`);
    }
  }
  // Colons, commas and slashes are legal here and easier to read.
  const text = params
    .toString()
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%2F", "/");
  return text === "" ? "" : `?${text}`;
}

/** The values of one name, whether it stood once, several times or not at all. */
export function listOf(value: unknown): string[] {
  return [value].flat().filter((item): item is string => typeof item === "string" && item !== "");
}

/** The first value of one name. */
export function oneOf(value: unknown): string | undefined {
  return listOf(value)[0];
}
