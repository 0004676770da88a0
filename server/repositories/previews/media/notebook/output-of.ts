import { NotebookMediaType, type NotebookOutput } from "#contract/repositories/notebook.ts";
import {
  CutText,
  Dropped,
  type PrunedJson,
  type PrunedObject,
} from "../../../../platform/formats/json/prune-json.ts";
import { pictureOf } from "./attachments-of.ts";
import { type KeptText, numberOf, objectOf, shorten, stringOf, textOf } from "./pruned-values.ts";
import { TEXT_CHARACTERS } from "./pruning.ts";

const NAME_CHARACTERS = 1000;
const HTML_CHARACTERS = 1_000_000;
const LEFT_OUT_LIMIT = 20;

type Display = Extract<NotebookOutput, { type: "display" }>;

/** How nbformat 3 called what is under `data` today. */
const OLD_NAMES: Readonly<Record<string, NotebookMediaType>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  svg: "image/svg+xml",
  html: "text/html",
  latex: "text/latex",
  json: "application/json",
  text: "text/plain",
};

/** One output of a code cell; none for what is no output. */
export function outputOf(value: PrunedJson): NotebookOutput[] {
  const output = objectOf(value);
  switch (stringOf(output["output_type"])) {
    case "stream":
      return [streamOf(output)];
    case "error":
    case "pyerr":
      return [errorOf(output)];
    case "display_data":
    case "execute_result":
    case "update_display_data":
      return [displayOf(output, objectOf(output["data"]))];
    case "pyout":
    case "display":
      return [displayOf(output, oldBundle(output))];
    default:
      return [];
  }
}

/** Programs write in pieces: what follows on the same stream is one output. */
export function mergeStreams(outputs: readonly NotebookOutput[]): NotebookOutput[] {
  const merged: NotebookOutput[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (output.type === "stream" && last?.type === "stream" && last.name === output.name) {
      const both = { text: last.text + output.text, cutBytes: last.cutBytes + output.cutBytes };
      merged[merged.length - 1] = { ...last, ...shorten(both, TEXT_CHARACTERS) };
    } else merged.push(output);
  }
  return merged;
}

function streamOf(output: PrunedObject): NotebookOutput {
  const name = stringOf(output["name"] ?? output["stream"]) === "stderr" ? "stderr" : "stdout";
  return { type: "stream", name, ...shorten(textOf(output["text"]), TEXT_CHARACTERS) };
}

function errorOf(output: PrunedObject): NotebookOutput {
  const lines = Array.isArray(output["traceback"]) ? output["traceback"] : [output["traceback"]];
  const parts = lines.map(textOf);
  const whole = {
    text: parts.map(({ text }) => text).join("\n"),
    cutBytes: parts.reduce((sum, { cutBytes }) => sum + cutBytes, 0),
  };
  const { text, cutBytes } = shorten(whole, TEXT_CHARACTERS);
  return {
    type: "error",
    name: textOf(output["ename"]).text.slice(0, NAME_CHARACTERS),
    message: textOf(output["evalue"]).text.slice(0, NAME_CHARACTERS),
    traceback: text,
    cutBytes,
  };
}

function oldBundle(output: PrunedObject): PrunedObject {
  const found = Object.entries(OLD_NAMES).flatMap(([name, mediaType]) => {
    const content = output[name];
    return content === undefined ? [] : [[mediaType, content] as const];
  });
  return Object.fromEntries(found);
}

function displayOf(output: PrunedObject, bundle: PrunedObject): Display {
  const leftOut: Display["leftOut"] = [];
  let content: Display["content"] = null;
  for (const mediaType of NotebookMediaType.options) {
    const value = bundle[mediaType];
    if (content !== null || value === undefined) continue;
    const kept = contentOf(mediaType, value);
    if (kept === undefined) leftOut.push({ mediaType, sizeBytes: textOf(value).cutBytes });
    else content = { mediaType, data: kept.text, cutBytes: kept.cutBytes };
  }
  for (const [mediaType, value] of Object.entries(bundle)) {
    const isKnown = NotebookMediaType.safeParse(mediaType).success;
    if (isKnown || leftOut.length >= LEFT_OUT_LIMIT || !(value instanceof Dropped)) continue;
    leftOut.push({ mediaType: mediaType.slice(0, 200), sizeBytes: value.sizeBytes });
  }
  const executionCount = numberOf(output["execution_count"] ?? output["prompt_number"]);
  return { type: "display", executionCount, content, leftOut };
}

/** Undefined when it cannot be shown: cut in the middle, or of a wrong type. */
function contentOf(mediaType: NotebookMediaType, value: PrunedJson): KeptText | undefined {
  if (value instanceof Dropped) return undefined;
  if (mediaType === "application/json") {
    const text = JSON.stringify(value, replaceMarks, 2);
    return shorten({ text, cutBytes: 0 }, TEXT_CHARACTERS);
  }
  const kept = textOf(value);
  if (mediaType.startsWith("image/")) {
    if (kept.cutBytes > 0) return undefined;
    if (mediaType === "image/svg+xml") return kept.text === "" ? undefined : kept;
    const data = pictureOf(kept.text);
    return data === undefined ? undefined : { text: data, cutBytes: 0 };
  }
  // Half of a document would be closed in the wrong places: it is shown as far as it goes.
  return typeof value === "string" || Array.isArray(value) || value instanceof CutText
    ? shorten(kept, mediaType === "text/html" ? HTML_CHARACTERS : TEXT_CHARACTERS)
    : undefined;
}

function replaceMarks(_key: string, value: unknown): unknown {
  if (value instanceof Dropped) return "…";
  return value instanceof CutText ? `${value.text}…` : value;
}
