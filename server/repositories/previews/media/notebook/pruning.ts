import type {
  JsonPath,
  Pruning,
  TextBudget,
} from "../../../../platform/formats/json/prune-json.ts";

/** Values of a notebook that are kept, and of these the lines of outputs, in all and in one. */
const VALUE_LIMIT = 500_000;
const LINE_LIMIT = 300_000;
const OUTPUT_LINE_LIMIT = 3000;
const CELL_LIMIT = 10_000;
const OUTPUT_LIMIT = 500;
/** Characters of all sources together. */
const SOURCE_CHARACTERS = 4_000_000;
/** Characters of one output; a picture is a third larger as base64 than as a file. */
const OUTPUT_CHARACTERS = 4_000_000;
/** Of these plain text: a browser lays out no more of it at ease. */
export const TEXT_CHARACTERS = 100_000;

const DOCUMENT_KEYS = new Set(["cells", "worksheets", "metadata", "nbformat"]);
const CELL_KEYS = new Set(
  "cell_type source input level execution_count prompt_number outputs attachments language".split(
    " ",
  ),
);
const OUTPUT_KEYS = new Set(
  (
    "output_type name stream text data execution_count prompt_number ename evalue traceback " +
    "png jpeg svg html latex json"
  ).split(" "),
);
/** Of these the marks of what was left out are enough: nobody is shown their content. */
const SHOWN_DATA =
  /^(?:image\/(?:png|jpeg|gif|webp|svg\+xml)|text\/(?:html|markdown|latex|plain)|application\/json)$/;
const RICH = /^(?:png|jpeg|svg|html|image\/.*|text\/html)$/;
const ATOMIC = /^(?:png|jpeg|svg|image\/.*|application\/json)$/;

/**
 * What of a notebook is kept while it is read.
 * @param outputCharacters of all outputs together.
 */
export function notebookPruning(outputCharacters: number): Pruning {
  const sources: TextBudget = { left: SOURCE_CHARACTERS };
  const outputs: TextBudget = { left: outputCharacters };
  const lines: TextBudget = { left: LINE_LIMIT };
  let output = { key: "", budget: { left: 0 }, text: { left: 0 }, lines: { left: 0 } };
  const enterOutput = (cell: string | number, index: string | number | undefined) => {
    const key = `${cell} ${index}`;
    if (output.key === key) return;
    output = {
      key,
      budget: { left: OUTPUT_CHARACTERS },
      text: { left: TEXT_CHARACTERS },
      lines: { left: OUTPUT_LINE_LIMIT },
    };
  };
  return {
    valueLimit: VALUE_LIMIT,
    keeps: (path) => {
      if (!keepsInDocument(path)) return false;
      const [cell, key, index, member, ...deeper] = cellPath(path);
      const isLine = key === "outputs" && deeper.length > (member === "data" ? 1 : 0);
      if (cell === undefined || !isLine) return true;
      enterOutput(cell, index);
      lines.left -= 1;
      output.lines.left -= 1;
      return lines.left >= 0 && output.lines.left >= 0;
    },
    isAtomic: (path) => path.some((step) => typeof step === "string" && ATOMIC.test(step)),
    budgetsOf: (path) => {
      const [cell, ...inCell] = cellPath(path);
      const isOutput = inCell[0] === "outputs" || inCell[0] === "attachments";
      if (cell === undefined || !isOutput) return [sources];
      enterOutput(cell, inCell[1]);
      const isText = !path.some((step) => typeof step === "string" && RICH.test(step));
      return isText ? [outputs, output.text] : [outputs, output.budget];
    },
  };
}

/** From the cell's index on: nbformat 4 has cells, nbformat 3 has worksheets of cells. */
function cellPath(path: JsonPath): JsonPath {
  if (path[0] === "worksheets") return path.slice(3);
  return path[0] === "cells" ? path.slice(1) : [];
}

function keepsInDocument(path: JsonPath): boolean {
  const [first, second, third] = path;
  if (typeof first === "string" && !DOCUMENT_KEYS.has(first)) return false;
  if (first === "metadata") return keepsMetadata(path);
  if (first === "worksheets" && path.length <= 3) {
    return typeof third !== "string" || third === "cells";
  }
  if (first === "cells" && path.length === 2 && typeof second !== "number") return false;
  return keepsInCell(cellPath(path));
}

function keepsMetadata([, second, third, fourth]: JsonPath): boolean {
  if (second === undefined) return true;
  if (second !== "language_info" && second !== "kernelspec") return false;
  return (third === undefined || third === "name" || third === "language") && fourth === undefined;
}

function keepsInCell([cell, key, index, outputKey, mediaType, ...deeper]: JsonPath): boolean {
  if (typeof cell === "number" && cell >= CELL_LIMIT) return false;
  if (typeof key === "string" && !CELL_KEYS.has(key)) return false;
  if (key !== "outputs") return deeper.length === 0;
  if (typeof index === "number" && index >= OUTPUT_LIMIT) return false;
  if (typeof outputKey === "string" && !OUTPUT_KEYS.has(outputKey)) return false;
  const isData = outputKey === "data" && typeof mediaType === "string";
  if (isData && !SHOWN_DATA.test(mediaType)) return false;
  return deeper.length <= (mediaType === "application/json" ? 20 : 1);
}
