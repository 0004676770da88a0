import { NAME_PATTERN, RESERVED_NAME_ENDING } from "#contract/names.ts";

export type NameFault = "empty" | "letters" | "ends" | "doubled" | "long" | "ending" | "rule";

/** REP-1: which part of the rule of names a name breaks; null when it is a good name. */
export function nameFault(name: string): NameFault | null {
  if (name === "") return "empty";
  if (/[^A-Za-z0-9._-]/u.test(name)) return "letters";
  if (name.length > 96) return "long";
  if (/^[._-]|[._-]$/u.test(name)) return "ends";
  if (/\.\.|--/u.test(name)) return "doubled";
  if (RESERVED_NAME_ENDING.test(name)) return "ending";
  return NAME_PATTERN.test(name) ? null : "rule";
}
