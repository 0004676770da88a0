import { describe, expect, it } from "vitest";
import type { CardSettings } from "#contract/assets/asset.ts";
import { isProblem } from "#contract/problems.ts";
import { parseCard, writeCard } from "./index.ts";
import { CARD } from "./sample-card.ts";

describe("writing a card", () => {
  it("REP-8: only the edited key changes; comments, order, quotes and body stay", () => {
    const written = writeCard(CARD, "model", { settings: { tasks: ["question-answering"] } });
    expect(written).toBe(CARD.replace("text-generation", "question-answering"));
  });

  it("settings that are already so change nothing", () => {
    const { settings } = parseCard(CARD, "model");
    expect(writeCard(CARD, "model", { settings })).toBe(CARD);
  });

  it("entries that stay keep their spelling, a value grows to a list in place", () => {
    const written = writeCard(CARD, "model", {
      settings: { languages: ["zh", "fr"], licences: ["apache-2.0", "mit"], titleZh: "示例" },
    });
    expect(written).toContain("language:\n- zh-CN\n- fr\nlibrary_name:   transformers\n");
    expect(written).toContain("# chosen by legal\nlicense:\n- apache-2.0\n- mit   # see LICENSE\n");
    expect(written).toContain("{name: text, company: text}\ntitle_zh: 示例\n---\n");
  });

  it("a key that says nothing any more goes with its line", () => {
    const written = writeCard(CARD, "model", { settings: { tags: [], licences: [] } });
    expect(written).toContain("---\n# chosen by legal\nlanguage:\n");
    expect(written).toContain("library_name:   transformers\n\npipeline_tag");
  });

  it("several tasks and frameworks: the first where the hub's clients look for it", () => {
    const written = writeCard("body", "model", {
      settings: { tasks: ["text-generation", "fill-mask"], frameworks: ["pytorch"] },
    });
    expect(written).toBe(
      "---\npipeline_tag: text-generation\ntask_categories:\n- fill-mask\nlibrary_name: pytorch\n---\nbody",
    );
  });

  it("words that YAML 1.1 would read as something else are quoted", () => {
    const written = writeCard("", "model", {
      settings: { languages: ["no"], tags: ["on", "1.0"] },
    });
    expect(written).toContain('- "no"\n');
    expect(written).toContain('- "on"\n');
    expect(written).toContain('- "1.0"\n');
  });

  it.each([
    ["Windows line breaks", CARD.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${CARD}`],
    ["no last line break", CARD.trimEnd()],
    ["no front matter", "# Title\n\ntext"],
    ["an empty block", "---\n---\n# Title"],
    ["only a comment", "---\n# nothing yet\n---\n# Title"],
    ["a flow mapping", "---\n{license: mit, x: [1, 2]}\n---\n# Title"],
    ["an indented mapping", "---\n  license: mit\n  x:\n    - 1\n---\n# Title"],
    ["an anchor on the edited value", "---\nlicense: &l mit\nother: *l\n---\n# Title"],
    ["explicit keys", "---\n? license\n: mit\n? x\n: 1\n---\n# Title"],
    ["a block scalar", "---\ndescription: |\n  one\n  two\nx: 1\n---\n# Title"],
    ["an empty value", "---\nlicense:\nlanguage:   # soon\nx: 1\n---\n# Title"],
    ["a body that begins with a rule", "---\nnot metadata"],
  ])("edits a card with %s", (_, source) => {
    const before = parseCard(source, "model");
    const settings: Partial<CardSettings> = {
      licences: ["cc-by-4.0"],
      languages: ["ja", "en"],
      description: "短い: 説明 # x",
      minimumSpecification: { cpuCores: 2.5 },
      supportsDistributedTraining: true,
    };
    const written = writeCard(source, "model", { settings });
    const after = parseCard(written, "model");
    expect(after.errors).toEqual([]);
    expect(after.settings).toEqual({ ...before.settings, ...settings });
    expect(after.body).toBe(before.body);
    expect(after.metadata["x"]).toEqual(before.metadata["x"]);
    if (source.includes("\r\n")) expect(written.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("replaces the body alone, also under broken metadata", () => {
    const broken = '---\nlicense: "mit\n---\nold';
    expect(writeCard(broken, "model", { body: "new" })).toBe('---\nlicense: "mit\n---\nnew');
  });

  it("REP-8: refuses to edit settings over metadata that cannot be read", () => {
    const edit = () => writeCard("---\na: [\n---\n", "model", { settings: { tags: ["x"] } });
    expect(edit).toThrow(expect.toSatisfy((error) => isProblem(error, "card-invalid")));
  });
});
