import type { CheckFault, FileCheck } from "#contract/assets/check-results.ts";
import type { Entry } from "../../repositories/index.ts";
import { JsonError, JsonScanner } from "../../platform/formats/json/json-scanner.ts";
import { type CheckedFiles, checkPresence } from "./checked-files.ts";

/** Faults told of one file; a machine-made file can have thousands of the same. */
const MAX_FAULTS = 20;

type JsonCheck = {
  entry: Entry | undefined;
  isRequired: boolean;
  limitBytes: number;
  /** What is wrong with the document. */
  judge: (document: unknown) => CheckFault[];
};

/** Presence, size and JSON of a file, and then what `judge` says of the document. */
export async function checkJsonFile(
  files: CheckedFiles,
  file: string,
  { entry, isRequired, limitBytes, judge }: JsonCheck,
): Promise<FileCheck> {
  const presence = await checkPresence(files, file, { entry, isRequired });
  if (entry === undefined || presence.state !== "good") return presence;
  const faults = await findFaults();
  const state = faults.length === 0 ? "good" : "invalid";
  return { ...presence, state, faults: faults.slice(0, MAX_FAULTS) };

  async function findFaults(): Promise<CheckFault[]> {
    if (entry === undefined) return [];
    if (entry.sizeBytes > limitBytes) {
      return [fault("too-large", "", { limitBytes, sizeBytes: entry.sizeBytes })];
    }
    const parsed = parseJson(await files.readStart(entry.path, limitBytes));
    return "fault" in parsed ? [parsed.fault] : judge(parsed.document);
  }
}

type Parsed = { document: unknown } | { fault: CheckFault };

/** A JSON document, or the line and column where it stops being one. */
function parseJson(bytes: Buffer): Parsed {
  let text: string;
  try {
    text = new TextDecoder("utf8", { fatal: true }).decode(bytes);
  } catch {
    return { fault: fault("not-text", "", {}) };
  }
  try {
    return { document: JSON.parse(text) as unknown };
  } catch {
    return { fault: fault("not-json", "", placeOf(bytes)) };
  }
}

/** From 1; line 0 where the reader of this project is more patient than the standard. */
function placeOf(bytes: Buffer): { line: number; column: number } {
  const ignore = () => undefined;
  const scanner = new JsonScanner({
    begin: ignore,
    end: ignore,
    key: ignore,
    beginString: ignore,
    wantsText: () => true,
    text: ignore,
    endString: ignore,
    scalar: ignore,
  });
  try {
    scanner.write(bytes);
    scanner.finish();
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const lines = bytes.toString("utf8", 0, error.position).split("\n");
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  }
  return { line: 0, column: 0 };
}

export function fault(
  code: CheckFault["code"],
  at: string,
  parameters: CheckFault["parameters"],
): CheckFault {
  return { code, at, parameters };
}

/** A member of a JSON object, without what it inherits; undefined of anything else. */
export function memberOf(value: unknown, name: string): unknown {
  if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
  return value[name];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
