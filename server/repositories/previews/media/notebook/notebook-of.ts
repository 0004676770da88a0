import type { Notebook, NotebookCell } from "#contract/repositories/notebook.ts";
import { Dropped, type PrunedJson } from "../../../../platform/formats/json/prune-json.ts";
import { attachmentsOf } from "./attachments-of.ts";
import { mergeStreams, outputOf } from "./output-of.ts";
import { listOf, numberOf, objectOf, stringOf, textOf } from "./pruned-values.ts";

/**
 * The cells of a pruned notebook. Whatever has a wrong type is as if it were not there: a notebook
 * that no program would write still shows what can be shown of it.
 * @returns undefined when it is no notebook at all.
 */
export function notebookOf(document: PrunedJson): Omit<Notebook, "commit"> | undefined {
  const root = objectOf(document);
  const sheets = listOf(root["worksheets"]).flatMap((sheet) => listOf(objectOf(sheet)["cells"]));
  if (!Array.isArray(root["cells"]) && !Array.isArray(root["worksheets"])) return undefined;
  const cells = [...listOf(root["cells"]), ...sheets];
  const language = languageOf(objectOf(root["metadata"]), cells);
  return {
    format: numberOf(root["nbformat"]) ?? 0,
    language: /^[\w+#.-]{1,40}$/.test(language) ? language : "",
    cells: cells.flatMap((cell) => (cell instanceof Dropped ? [] : [cellOf(cell)])),
    moreCells: droppedOf(cells),
  };
}

function languageOf(metadata: Record<string, PrunedJson>, cells: PrunedJson[]): string {
  const named =
    stringOf(objectOf(metadata["language_info"])["name"]) ||
    stringOf(objectOf(metadata["kernelspec"])["language"]) ||
    // nbformat 3 says it in each cell.
    cells.map((cell) => stringOf(objectOf(cell)["language"])).find((name) => name !== "");
  return (named || "python").toLowerCase();
}

function cellOf(value: PrunedJson): NotebookCell {
  const cell = objectOf(value);
  const kind = stringOf(cell["cell_type"]);
  const source = textOf(cell["source"] ?? cell["input"]);
  const outputs = listOf(cell["outputs"]);
  const isCode = kind === "code";
  return {
    type: isCode ? "code" : kind === "markdown" || kind === "heading" ? "markdown" : "raw",
    source: kind === "heading" ? headingOf(source.text, cell["level"]) : source.text,
    cutBytes: source.cutBytes,
    executionCount: numberOf(cell["execution_count"] ?? cell["prompt_number"]),
    outputs: isCode ? mergeStreams(outputs.flatMap(outputOf)) : [],
    moreOutputs: isCode ? droppedOf(outputs) : { count: 0, sizeBytes: 0 },
    attachments: attachmentsOf(cell["attachments"]),
  };
}

/** nbformat 3 has cells that are headings. */
function headingOf(text: string, level: PrunedJson | undefined): string {
  const depth = Math.min(Math.max(Math.trunc(numberOf(level) ?? 1), 1), 6);
  return `${"#".repeat(depth)} ${text.replaceAll(/\s+/g, " ")}`;
}

function droppedOf(items: readonly PrunedJson[]): { count: number; sizeBytes: number } {
  const sum = { count: 0, sizeBytes: 0 };
  for (const item of items) {
    if (!(item instanceof Dropped)) continue;
    sum.count += item.count;
    sum.sizeBytes += item.sizeBytes;
  }
  return sum;
}
