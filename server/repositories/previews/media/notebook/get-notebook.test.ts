import { describe, expect, it } from "vitest";
import { Notebook } from "#contract/repositories/notebook.ts";
import { isProblem } from "#contract/problems.ts";
import { anOrdinaryUser } from "../../../../testing/accounts.ts";
import { testContext } from "../../../../testing/context.ts";
import { aCommit, aRepository } from "../../../../testing/repositories.ts";
import { aPng } from "../../../../testing/pictures.ts";
import { getNotebook } from "./get-notebook.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);
const repository = await aRepository(ctx, { owner: alice });

async function show(document: unknown): Promise<Notebook> {
  const source =
    typeof document === "string" || document instanceof Uint8Array
      ? document
      : JSON.stringify(document);
  await aCommit(ctx, repository, { files: { "a.ipynb": source } });
  const notebook = await getNotebook(ctx, repository, { revision: "main", path: "a.ipynb" });
  return Notebook.parse(notebook);
}

const refusalOf = (document: unknown) =>
  show(document).then(
    () => "shown",
    (error: unknown) => (isProblem(error, "preview-unreadable") ? error.extra : String(error)),
  );

const code = (outputs: unknown, more: object = {}) => ({
  cells: [{ cell_type: "code", source: "1", outputs, ...more }],
  nbformat: 4,
});
const PNG = aPng().toString("base64");
const HUGE = aPng({ claims: { width: 50_000, height: 50_000 } }).toString("base64");

describe("a notebook", () => {
  it("REP-5: of nbformat 4 is shown with its cells, counts and outputs", async () => {
    const notebook = await show({
      cells: [
        { cell_type: "markdown", source: ["# Title\n", "text"], metadata: {} },
        {
          cell_type: "code",
          execution_count: 3,
          source: "print(1)",
          outputs: [
            { output_type: "stream", name: "stdout", text: ["1\n"] },
            { output_type: "stream", name: "stdout", text: "2\n" },
            { output_type: "stream", name: "stderr", text: "careful" },
            {
              output_type: "execute_result",
              execution_count: 3,
              data: { "text/plain": ["<Figure>"], "image/png": `${PNG}\n` },
            },
            { output_type: "error", ename: "E", evalue: "no", traceback: ["\u001b[31ma", "b"] },
          ],
        },
        { cell_type: "raw", source: "as it is" },
      ],
      metadata: { language_info: { name: "Python", version: "3" }, widgets: { a: "x" } },
      nbformat: 4,
      nbformat_minor: 5,
    });
    expect(notebook).toMatchObject({ format: 4, language: "python", moreCells: { count: 0 } });
    expect(notebook.cells.map(({ type, source }) => [type, source])).toEqual([
      ["markdown", "# Title\ntext"],
      ["code", "print(1)"],
      ["raw", "as it is"],
    ]);
    expect(notebook.cells[1]).toMatchObject({
      executionCount: 3,
      outputs: [
        { type: "stream", name: "stdout", text: "1\n2\n" },
        { type: "stream", name: "stderr", text: "careful" },
        { type: "display", content: { mediaType: "image/png", data: PNG }, leftOut: [] },
        { type: "error", name: "E", message: "no", traceback: "\u001b[31ma\nb" },
      ],
    });
  });

  it("REP-5: of nbformat 3 is shown as well", async () => {
    const notebook = await show({
      metadata: { name: "old" },
      nbformat: 3,
      worksheets: [
        {
          cells: [
            { cell_type: "heading", level: 2, source: "A\ntitle" },
            {
              cell_type: "code",
              input: ["x"],
              language: "julia",
              prompt_number: 7,
              outputs: [
                { output_type: "stream", stream: "stderr", text: "warn" },
                { output_type: "pyout", prompt_number: 7, png: PNG, text: ["<Figure>"] },
                { output_type: "pyerr", ename: "E", evalue: "no", traceback: [] },
              ],
            },
          ],
        },
      ],
    });
    expect(notebook).toMatchObject({ format: 3, language: "julia" });
    expect(notebook.cells[0]).toMatchObject({ type: "markdown", source: "## A title" });
    expect(notebook.cells[1]).toMatchObject({
      source: "x",
      executionCount: 7,
      outputs: [
        { type: "stream", name: "stderr", text: "warn" },
        { type: "display", content: { mediaType: "image/png" } },
        { type: "error", name: "E" },
      ],
    });
  });

  it("REP-5: names what it does not show: widgets, plots that are programs, scripts", async () => {
    const plot = { data: [1, 2, 3] };
    const notebook = await show(
      code([
        {
          output_type: "display_data",
          data: {
            "application/vnd.plotly.v1+json": plot,
            "application/javascript": "alert(1)",
            "text/plain": "Figure",
          },
        },
        {
          output_type: "display_data",
          data: { "application/vnd.jupyter.widget-view+json": { model_id: "a" } },
        },
      ]),
    );
    expect(notebook.cells[0]?.outputs).toMatchObject([
      {
        content: { mediaType: "text/plain", data: "Figure" },
        leftOut: [
          { mediaType: "application/vnd.plotly.v1+json", sizeBytes: JSON.stringify(plot).length },
          { mediaType: "application/javascript", sizeBytes: 10 },
        ],
      },
      { content: null, leftOut: [{ mediaType: "application/vnd.jupyter.widget-view+json" }] },
    ]);
  });

  it("REP-5: keeps pictures attached to Markdown, and only pictures", async () => {
    const notebook = await show({
      cells: [
        {
          cell_type: "markdown",
          source: "![a](attachment:a.png)",
          attachments: {
            "a.png": { "image/png": PNG },
            "b.html": { "text/html": PNG },
            "c.png": { "image/png": "javascript:alert(1)" },
            "huge.png": { "image/png": HUGE },
            "d.svg": { "image/svg+xml": "<svg onload='alert(1)'/>" },
          },
        },
      ],
    });
    expect(notebook.cells[0]?.attachments).toEqual({ "a.png": `data:image/png;base64,${PNG}` });
  });
});

it("REP-5: a picture in a notebook that would fill the memory of a browser is left out", async () => {
  const notebook = await show(
    code([{ output_type: "display_data", data: { "image/png": HUGE, "text/plain": "Figure" } }]),
  );
  expect(notebook.cells[0]?.outputs).toMatchObject([
    { content: { mediaType: "text/plain" }, leftOut: [{ mediaType: "image/png" }] },
  ]);
});

describe("a bad notebook", () => {
  it.each([
    ["is broken", '{"cells": [', { reason: "unfinished", position: 11 }],
    ["is no JSON", "# %% code", { reason: "unexpected", position: 0 }],
    ["is empty", "", { reason: "unfinished", position: 0 }],
    ["is another document", '{"a": 1}', { reason: "no-cells" }],
    ["is a list", "[1]", { reason: "no-cells" }],
    ["is nested without end", `{"cells":${"[".repeat(20_000)}`, { reason: "too-deep" }],
    ["is in UTF-16", Buffer.from('{"cells":[]}', "utf16le"), { reason: "unexpected" }],
  ])("REP-5: that %s says so", async (_what, source, reason) => {
    expect(await refusalOf(source)).toMatchObject(reason);
  });

  it("REP-5: with wrong types everywhere shows what is left", async () => {
    const wrong = [null, 1, "x", [], {}, [[]], { a: 1 }, true];
    for (const value of wrong) {
      const cell = { cell_type: "code", source: value, execution_count: value, outputs: value };
      const output = { output_type: "display_data", data: value, text: value };
      const bundle = { "image/png": value, "text/html": value, "image/svg+xml": value };
      const error = { output_type: "error", ename: value, evalue: value, traceback: value };
      const notebook = await show({
        cells: [
          value,
          cell,
          { cell_type: value, source: value, attachments: value },
          { cell_type: "code", outputs: [value, output, { ...output, data: bundle }, error] },
          { cell_type: "markdown", attachments: { a: value, b: { "image/png": value } } },
        ],
        metadata: { language_info: { name: value }, kernelspec: value },
        nbformat: value,
      });
      expect(notebook.cells.length).toBeGreaterThanOrEqual(4);
    }
    expect(await refusalOf({ cells: 1, worksheets: "x" })).toMatchObject({ reason: "no-cells" });
  });

  it("REP-5: with 100 MB of outputs is read with little memory and says what is missing", async () => {
    const lines = JSON.stringify(
      Array.from({ length: 20_000 }, (_, at) => `line ${at} \u001b[0m\n`),
    );
    const cellOf = (output: string) => `{"cell_type":"code","source":"s","outputs":[${output}]}`;
    const stream = `{"output_type":"stream","name":"stdout","text":${lines}}`;
    const picture = `{"output_type":"display_data","data":{"image/png":"${"A".repeat(30_000_000)}","text/plain":"Figure"}}`;
    const cells = [
      ...Array.from({ length: 90 }, () => cellOf(stream)),
      cellOf(picture),
      cellOf(picture),
      cellOf(Array.from({ length: 800 }, () => '{"output_type":"stream","text":"x"}').join()),
    ];
    const source = Buffer.from(`{"cells":[${cells.join()}],"nbformat":4}`);
    expect(source.length).toBeGreaterThan(100_000_000);
    const before = process.memoryUsage().rss;
    const notebook = await show(source);
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
    expect(JSON.stringify(notebook).length).toBeLessThan(40_000_000);
    expect(notebook.cells).toHaveLength(93);
    const [first] = notebook.cells[0]?.outputs ?? [];
    expect(first).toMatchObject({ type: "stream", cutBytes: expect.any(Number) });
    expect((first as { cutBytes: number }).cutBytes).toBeGreaterThan(100_000);
    expect(notebook.cells[90]?.outputs).toMatchObject([
      {
        content: { mediaType: "text/plain" },
        leftOut: [{ mediaType: "image/png", sizeBytes: 30_000_002 }],
      },
    ]);
    expect(notebook.cells[92]?.moreOutputs.count).toBe(300);
  });

  it("REP-5: is no longer read when nobody waits for it", async () => {
    await aCommit(ctx, repository, { files: { "b.ipynb": `[${"1,".repeat(20_000_000)}1]` } });
    const signal = AbortSignal.abort();
    const reading = getNotebook(ctx, repository, { revision: "main", path: "b.ipynb", signal });
    await expect(reading).rejects.toMatchObject({ code: "request-timeout" });
  });
});
