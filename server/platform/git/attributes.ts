import { compilePathPattern, unquote, type PathPattern } from "./path-pattern.ts";

/** true: set, false: unset (`-text`), undefined: unspecified (`!text`), text: its value. */
export type AttributeValue = boolean | string | undefined;

/** A `.gitattributes` file and the folder that it lies in ("" is the root). */
export type AttributesFile = { folder: string; text: string };

type Assignment = { name: string; value: AttributeValue };
type Rule = { pattern: PathPattern; assignments: Assignment[] };

const MACRO = "[attr]";
const LINE_LIMIT_BYTES = 2048;
const NAME = /^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/;
const BINARY: Assignment[] = ["diff", "merge", "text"].map((name) => ({ name, value: false }));

/**
 * Decides the attributes of paths. Deeper files win over the ones above them, later lines over
 * earlier ones. Source: gitattributes(5).
 * @returns the attributes that are specified for a path; an unspecified one is absent.
 */
export function attributesOf(
  files: readonly AttributesFile[],
): (path: string) => Map<string, Exclude<AttributeValue, undefined>> {
  const macros = new Map<string, Assignment[]>([["binary", BINARY]]);
  const rules = files
    .toSorted((a, b) => depth(a.folder) - depth(b.folder))
    .flatMap((file) => parseFile(file, macros));
  return (path) => {
    const values = new Map<string, AttributeValue>();
    // From the strongest rule on: the first word about an attribute is the last one.
    for (const { pattern, assignments } of rules.toReversed()) {
      if (pattern.matches(path, false)) assign(values, assignments, macros);
    }
    return specified(values);
  };
}

/** Whether git-lfs takes a path: its attribute `filter` is `lfs`. */
export function lfsRulesOf(files: readonly AttributesFile[]): (path: string) => boolean {
  const attributes = attributesOf(files);
  return (path) => attributes(path).get("filter") === "lfs";
}

function parseFile(file: AttributesFile, macros: Map<string, Assignment[]>): Rule[] {
  const rules: Rule[] = [];
  for (const line of file.text.replace(/^\uFEFF/, "").split("\n")) {
    const { subject, words } = splitLine(line);
    if (subject === undefined) continue;
    const assignments = words.map(parseAssignment);
    // One bad word spoils its line.
    if (!assignments.every((assignment) => assignment !== undefined)) continue;
    if (subject.length > MACRO.length && subject.startsWith(MACRO)) {
      // Only the file at the root may define macros.
      if (file.folder === "") macros.set(subject.slice(MACRO.length), assignments);
      continue;
    }
    const pattern = compilePathPattern(subject, file.folder);
    if (pattern && !subject.startsWith("!")) rules.push({ pattern, assignments });
  }
  return rules;
}

function splitLine(line: string): { subject: string | undefined; words: string[] } {
  const text = line.replace(/^[ \t\r]+/, "");
  if (text === "" || text.startsWith("#") || Buffer.byteLength(line) >= LINE_LIMIT_BYTES) {
    return { subject: undefined, words: [] };
  }
  const quoted = text.startsWith('"') ? unquote(text) : undefined;
  const [plain = ""] = text.split(/[ \t\r]/, 1);
  const { subject, rest } = quoted
    ? { subject: quoted.text, rest: quoted.rest }
    : { subject: plain, rest: text.slice(plain.length) };
  return { subject, words: wordsOf(rest) };
}

function wordsOf(text: string): string[] {
  return text.split(/[ \t\r]+/).filter((word) => word !== "");
}

function parseAssignment(word: string): Assignment | undefined {
  const sign = word.startsWith("-") || word.startsWith("!") ? word.slice(0, 1) : "";
  const [name = "", ...parts] = word.slice(sign.length).split("=");
  if (!NAME.test(name)) return undefined;
  if (sign === "-") return { name, value: false };
  if (sign === "!") return { name, value: undefined };
  return { name, value: parts.length > 0 ? parts.join("=") : true };
}

/** Takes over what is not decided yet; a macro that is set brings its own assignments. */
function assign(
  values: Map<string, AttributeValue>,
  assignments: readonly Assignment[],
  macros: ReadonlyMap<string, Assignment[]>,
): void {
  for (const { name, value } of assignments.toReversed()) {
    if (values.has(name)) continue;
    values.set(name, value);
    if (value === true) assign(values, macros.get(name) ?? [], macros);
  }
}

function specified(values: Map<string, AttributeValue>) {
  const kept = new Map<string, Exclude<AttributeValue, undefined>>();
  for (const [name, value] of values) if (value !== undefined) kept.set(name, value);
  return kept;
}

function depth(folder: string): number {
  return folder === "" ? 0 : folder.split("/").length;
}
