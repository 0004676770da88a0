import { skipArray, type WrappedArray, wrappedArray } from "./array-wrapper.ts";
import { type ByteStream, ByteWindow } from "./byte-window.ts";
import type { PickleImport } from "./import-log.ts";
import {
  instructionAtHand,
  nextInstruction,
  PickleError,
  PickleLimitError,
} from "./next-instruction.ts";
import { type MachineProblem, PickleFindings } from "./pickle-findings.ts";
import { PickleMachine } from "./pickle-machine.ts";
import { settleLookups } from "./resolve-call.ts";

/**
 * - `broken`: it ends before its STOP or against the rules; what came before has run by then.
 * - `limit`: it has more steps, imports or pickles than are looked at.
 */
export type PickleProblem = MachineProblem | "broken" | "limit";

export type PickleScan = {
  /** How many pickles follow each other, a broken last one included. */
  pickles: number;
  imports: PickleImport[];
  problems: PickleProblem[];
  /** Where bytes lie that loading unpickles in turn. */
  nested: { start: number; end: number }[];
  /** Behind the last pickle, as far as is known. */
  trailing: { start: number } | null;
};

export type PickleLimits = {
  /** Steps over all pickles of the stream. */
  instructions: number;
};

const PICKLES_LIMIT = 1000;
const PROTO = 0x80;
const HIGHEST_PROTOCOL = 5;

/** Opens the same bytes anew each time. */
type OpenStream = () => ByteStream;

type Budget = { instructions: number };

/**
 * Says what loading the pickles at the beginning of a stream would import and call, without doing
 * any of it; undefined when the stream does not begin with a pickle. Several pickles may follow
 * each other, as in the files of `torch.save` before version 1.6. Memory is bounded whatever the
 * stream holds; bytes that no step can turn into a name are gone over.
 *
 * What joblib takes for the bytes of an array, a plain unpickler takes for steps: a stream with
 * such arrays is read in both ways.
 */
export async function scanPickle(
  open: OpenStream,
  limits: PickleLimits,
): Promise<PickleScan | undefined> {
  const findings = new PickleFindings();
  const budget: Budget = { instructions: limits.instructions };
  const asJoblib = await readPickles(open(), { findings, budget, goesOverArrays: true });
  if (asJoblib.pickles === 0) return undefined;
  if (asJoblib.hasArrays) await readPlainly(open(), { findings, budget });
  const { log, problems, nested } = findings;
  settleLookups(findings);
  const ends = [asJoblib.end, log.isCut ? ("limit" as const) : null].filter((end) => end !== null);
  return {
    pickles: asJoblib.pickles,
    trailing: asJoblib.trailing,
    imports: log.imports,
    problems: [...new Set([...problems, ...ends])],
    nested,
  };
}

/**
 * The bytes of honest arrays soon break a plain unpickler, and until then it takes some of them for
 * odd steps: what it would import counts, what is odd only if it comes to an end.
 */
async function readPlainly(
  stream: ByteStream,
  { findings, budget }: Omit<Reading, "goesOverArrays">,
): Promise<void> {
  const plain = new PickleFindings();
  const read = await readPickles(stream, { findings: plain, budget, goesOverArrays: false });
  findings.log.addAll(plain.log);
  if (read.end !== null || read.trailing !== null) return;
  for (const problem of plain.problems) findings.problems.add(problem);
}

type Reading = { findings: PickleFindings; budget: Budget; goesOverArrays: boolean };

type Read = Pick<PickleScan, "pickles" | "trailing"> & {
  hasArrays: boolean;
  end: "broken" | "limit" | null;
};

async function readPickles(stream: ByteStream, reading: Reading): Promise<Read> {
  try {
    return await readWindow(new ByteWindow(stream), reading);
  } finally {
    await stream.close?.();
  }
}

async function readWindow(window: ByteWindow, reading: Reading): Promise<Read> {
  const read: Read = { pickles: 0, trailing: null, hasArrays: false, end: null };
  while (await window.fill(1)) {
    const start = window.offset;
    const imports = reading.findings.log.size;
    const outcome = await readOne(window, reading);
    read.hasArrays ||= outcome.hasArrays;
    const isSure = outcome.isMarked || outcome.end === null;
    const isTelling = hasTellingImport(reading.findings, imports, isSure);
    if (outcome.end === null && (outcome.isMarked || isTelling || read.pickles > 0)) {
      read.pickles += 1;
      if (read.pickles < PICKLES_LIMIT) continue;
    }
    if (outcome.end === null && read.pickles === PICKLES_LIMIT) return { ...read, end: "limit" };
    if (outcome.end !== "limit" && !isTelling) return { ...read, trailing: { start } };
    return { ...read, pickles: read.pickles + 1, end: outcome.end };
  }
  return read;
}

type Outcome = Pick<Read, "hasArrays" | "end"> & {
  /** It begins with the opcode that announces a protocol. */
  isMarked: boolean;
};

/** Goes through one pickle to its STOP, or to where it breaks. */
async function readOne(window: ByteWindow, reading: Reading): Promise<Outcome> {
  await window.fill(2);
  const [first, protocol = HIGHEST_PROTOCOL + 1] = window.peek(2);
  const outcome: Outcome = {
    isMarked: first === PROTO && protocol <= HIGHEST_PROTOCOL,
    hasArrays: false,
    end: "limit",
  };
  const machine = new PickleMachine(reading.findings);
  try {
    for (; reading.budget.instructions > 0; reading.budget.instructions -= 1) {
      const instruction = instructionAtHand(window) ?? (await nextInstruction(window));
      machine.perform(instruction);
      if (instruction.name === "STOP")
        return { ...outcome, end: machine.depth > 0 ? null : "broken" };
      if (instruction.name !== "BUILD") continue;
      const array = wrappedArray(machine.top);
      if (array === undefined) continue;
      outcome.hasArrays = true;
      if (reading.goesOverArrays) await goOverArray(window, array, reading);
    }
    return outcome;
  } catch (error) {
    if (error instanceof PickleLimitError) return outcome;
    if (error instanceof PickleError) return { ...outcome, end: "broken" };
    throw error;
  }
}

async function goOverArray(
  window: ByteWindow,
  array: WrappedArray,
  reading: Reading,
): Promise<void> {
  if (array.sizeBytes !== undefined) return skipArray(window, array);
  const { end } = await readOne(window, reading);
  if (end === "limit") throw new PickleLimitError("an array of objects inside has too many steps");
  if (end === "broken") throw new PickleError("an array of objects inside is broken");
}

/**
 * Whether a stream imports something. With neither the mark of a pickle nor its proper end, bytes
 * may only look like one: then a name that is dangerous, or one that a module can have and that is
 * called, tells it apart.
 */
function hasTellingImport({ log, problems }: PickleFindings, before: number, isSure: boolean) {
  const found = log.imports.slice(before);
  if (isSure) return found.length > 0 || problems.size > 0;
  return found.some(({ module, name, level, isCalled }) => {
    const isNamed = [module, name].every((text) => /^[A-Za-z_][\w.]*$/.test(text));
    return level === "dangerous" || (isNamed && isCalled);
  });
}
