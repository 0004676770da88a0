import type { CheckFault } from "#contract/assets/check-results.ts";
import { fault, isObject, memberOf } from "./json-file.ts";

const TYPES = ["float", "int", "str", "bool"] as const;
type Type = (typeof TYPES)[number];
const NAME = /^\w+$/;
const HELP_CHARACTERS = 20;
const VALUE_CHARACTERS = 60;

/**
 * What is wrong with `train_params.json` (TOOL-10): training methods, each with a name in any
 * language and its hyper-parameters. A missing default or help is as good as an empty one.
 */
export function judgeTrainParams(document: unknown): CheckFault[] {
  if (!isObject(document)) return [fault("wrong-type", "", { expected: "object" })];
  const at = "training_methods";
  const methods = document[at];
  if (methods === undefined) return [fault("missing-member", at, {})];
  if (!Array.isArray(methods)) return [fault("wrong-type", at, { expected: "array" })];
  if (methods.length === 0) return [fault("empty-list", at, {})];
  return [
    ...methods.flatMap((method: unknown, index) => judgeMethod(method, `${at}[${index}]`)),
    ...repeatedNames(methods, at),
  ];
}

function judgeMethod(method: unknown, at: string): CheckFault[] {
  if (!isObject(method)) return [fault("wrong-type", at, { expected: "object" })];
  const { name, hyperparameters } = method;
  const place = `${at}.hyperparameters`;
  const faults = judgeText(name, `${at}.name`);
  if (hyperparameters === undefined) return [...faults, fault("missing-member", place, {})];
  if (!Array.isArray(hyperparameters)) {
    return [...faults, fault("wrong-type", place, { expected: "array" })];
  }
  return [
    ...faults,
    ...hyperparameters.flatMap((parameter: unknown, index) =>
      judgeParameter(parameter, `${place}[${index}]`),
    ),
    ...repeatedNames(hyperparameters, place),
  ];
}

function judgeParameter(parameter: unknown, at: string): CheckFault[] {
  if (!isObject(parameter)) return [fault("wrong-type", at, { expected: "object" })];
  const { name, type, required, help } = parameter;
  const faults = judgeText(name, `${at}.name`);
  if (faults.length === 0 && !NAME.test(String(name))) {
    faults.push(fault("name-invalid", `${at}.name`, { value: shown(name) }));
  }
  if (type === undefined) faults.push(fault("missing-member", `${at}.type`, {}));
  else if (!isType(type)) {
    faults.push(fault("type-unknown", `${at}.type`, { value: shown(type) }));
  } else faults.push(...judgeDefault(parameter["default"], type, `${at}.default`));
  if (required === undefined) faults.push(fault("missing-member", `${at}.required`, {}));
  else if (typeof required !== "boolean") {
    faults.push(fault("wrong-type", `${at}.required`, { expected: "boolean" }));
  }
  return [...faults, ...judgeHelp(help, `${at}.help`)];
}

/** Defaults may be written as JSON values or as text; "" means none. */
function judgeDefault(value: unknown, type: Type, at: string): CheckFault[] {
  if (value === undefined || value === "") return [];
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    return [fault("wrong-type", at, { expected: "scalar" })];
  }
  return fits(value, type) ? [] : [fault("default-mismatch", at, { type, value: shown(value) })];
}

function fits(value: boolean | number | string, type: Type): boolean {
  if (type === "str") return typeof value === "string";
  if (type === "bool") return typeof value === "boolean" || /^(?:true|false)$/i.test(String(value));
  if (typeof value === "boolean") return false;
  const number = typeof value === "number" ? value : Number(value.trim() || Number.NaN);
  return type === "int" ? Number.isInteger(number) : Number.isFinite(number);
}

function judgeHelp(help: unknown, at: string): CheckFault[] {
  if (help === undefined) return [];
  if (typeof help !== "string") return [fault("wrong-type", at, { expected: "string" })];
  const length = [...help].length;
  if (length <= HELP_CHARACTERS) return [];
  return [fault("help-too-long", at, { length, limit: HELP_CHARACTERS })];
}

function judgeText(value: unknown, at: string): CheckFault[] {
  if (value === undefined) return [fault("missing-member", at, {})];
  if (typeof value !== "string") return [fault("wrong-type", at, { expected: "string" })];
  return value.trim() === "" ? [fault("empty-text", at, {})] : [];
}

/** A name that stands twice would choose one of two. */
function repeatedNames(items: readonly unknown[], at: string): CheckFault[] {
  const seen = new Set<string>();
  const repeated: CheckFault[] = [];
  for (const [index, item] of items.entries()) {
    const name = memberOf(item, "name");
    if (typeof name !== "string") continue;
    if (seen.has(name)) {
      repeated.push(fault("name-repeated", `${at}[${index}].name`, { value: shown(name) }));
    }
    seen.add(name);
  }
  return repeated;
}

function isType(value: unknown): value is Type {
  return TYPES.some((type) => type === value);
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > VALUE_CHARACTERS
    ? `${text.slice(0, VALUE_CHARACTERS).toWellFormed()}…`
    : text;
}
