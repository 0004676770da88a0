import { describe, expect, it } from "vitest";

import { cardTags, emptySettings, newCard, parseCard, validateCard } from "./index.ts";
import { CARD } from "./sample-card.ts";

describe("reading a card", () => {
  it("REP-8: the front matter gives the settings, the rest is the body", () => {
    const card = parseCard(CARD, "model");
    expect(card.errors).toEqual([]);
    expect(card.settings).toEqual({
      ...emptySettings(),
      licences: ["apache-2.0"],
      languages: ["zh", "en"],
      frameworks: ["transformers"],
      tags: ["llama", "chat"],
      tasks: ["text-generation"],
    });
    expect(card.metadata["extra_gated_fields"]).toEqual({ name: "text", company: "text" });
    expect(card.body.startsWith("\n# Title")).toBe(true);
  });

  it("REP-9: a dataset states tasks by task_categories and its data types", () => {
    const source = "---\ntask_categories: [question-answering]\nmodality: tabular\n---\n";
    const { settings } = parseCard(source, "dataset");
    expect(settings.tasks).toEqual(["question-answering"]);
    expect(settings.dataTypes).toEqual(["table"]);
  });

  it("REP-9: a model states its smallest machine and whether it is distributed", () => {
    const source = [
      "---",
      "minimum_specification: {accelerator_count: 1, accelerator_memory_gb: 16, memory_gb: -1}",
      "distributed_training: true",
      "distributed_inference: yes please",
      "---",
    ].join("\n");
    const { settings, warnings } = parseCard(source, "model");
    expect(settings.minimumSpecification).toEqual({ acceleratorCount: 1, acceleratorMemoryGb: 16 });
    expect(settings.supportsDistributedTraining).toBe(true);
    expect(settings.supportsDistributedInference).toBe(false);
    expect(warnings.map(({ line }) => line)).toEqual([4, 2]);
  });

  it.each([
    ["no front matter", "# Title\n", "# Title\n"],
    ["a rule further down", "text\n---\nlicense: mit\n---\n", "text\n---\nlicense: mit\n---\n"],
    [
      "a rule at the top",
      "---\nSome words: and more\n# Title\n",
      "---\nSome words: and more\n# Title\n",
    ],
    ["four dashes", "----\nlicense: mit\n----\n", "----\nlicense: mit\n----\n"],
    ["nothing", "", ""],
  ])("%s is all body", (_, source, body) => {
    const card = parseCard(source, "model");
    expect(card).toMatchObject({ hasMetadata: false, metadata: {}, body, errors: [] });
  });

  it("REP-8: metadata that is never closed is said so, and clears nothing", () => {
    const source = "\n---\nlicense: mit\n# Title\n";
    const card = parseCard(source, "model");
    expect(card).toMatchObject({ hasMetadata: false, body: source });
    const message = "The metadata is never closed: end it with a line ---";
    expect(card.errors).toEqual([{ code: "never-closed", message, params: {}, line: 3 }]);
  });

  it.each([
    ["a byte order mark", "\uFEFF---\nlicense: mit\n---\nbody"],
    ["Windows line breaks", "---\r\nlicense: mit\r\n---\r\nbody"],
    ["blank lines before", "\n\n---\nlicense: mit\n---\nbody"],
    ["blanks after the dashes", "---  \nlicense: mit\n--- \t\nbody"],
  ])("reads front matter with %s", (_, source) => {
    const card = parseCard(source, "model");
    expect(card.settings.licences).toEqual(["mit"]);
    expect(card.body).toBe("body");
  });

  it("an empty block is metadata that says nothing", () => {
    expect(parseCard("---\n---\nbody", "model")).toMatchObject({ hasMetadata: true, body: "body" });
  });

  it("ids outside the lists are kept, with a warning", () => {
    const { settings, warnings } = parseCard("---\nlicense: acme-1.0\n---\n", "model");
    expect(settings.licences).toEqual(["acme-1.0"]);
    expect(warnings).toEqual([
      {
        code: "entry-unknown",
        message: "license: acme-1.0 is not in the list of known values",
        params: { key: "license", entry: "acme-1.0" },
        line: 2,
      },
    ]);
  });

  it("cuts a description to 90 code points and takes no more than 100 tags", () => {
    const tags = Array.from({ length: 300 }, (_, at) => `t${at}`).join(", ");
    const source = `---\ndescription: ${"长".repeat(200)}\ntags: [${tags}]\n---\n`;
    const { settings, warnings } = parseCard(source, "model");
    expect([...settings.description]).toHaveLength(90);
    expect(settings.tags).toHaveLength(100);
    expect(warnings).toHaveLength(2);
  });
});

describe("broken and hostile metadata", () => {
  const nested = (open: string, times: number) => `a: ${open.repeat(times)}`;
  const bomb = [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ..."bcdefghijk".split("").map((name, at) => {
      const previous = "abcdefghijk"[at];
      return `${name}: &${name} [${Array(9).fill(`*${previous}`).join(",")}]`;
    }),
  ].join("\n");

  it.each([
    ["an unclosed quote", 'license: "mit', 2],
    ["a tab as indentation", "license:\n\t- mit", 3],
    ["a doubled key", "license: mit\ntags: []\nlicense: gpl-3.0", 4],
    ["a list instead of keys", "- mit", 2],
    ["plain words", "just words", 2],
    ["a tag that would run code", 'a: !!js/function "x"', 2],
    ["a private tag", "a: !secret {b: 1}", 2],
    ["an alias of itself", "a: &a [*a]", 2],
    ["an alias of nothing", "a: *b", 2],
    ["two documents", "a: 1\n...\nb: 2", 4],
    ["mappings nested in one line", "a: b: c: d", 2],
    ["a sequence that is never closed", nested("[", 100_000), 2],
    ["keys that are mappings", "? ".repeat(20_000), 2],
    ["an alias bomb", bomb, undefined],
  ])("REP-8: %s gives an error with its line, and the body still shows", (_, yaml, line) => {
    const card = parseCard(`---\n${yaml}\n---\nbody`, "model");
    expect(card.errors.length).toBeGreaterThan(0);
    if (line !== undefined) expect(card.errors[0]?.line).toBe(line);
    expect(card).toMatchObject({ body: "body", settings: emptySettings(), metadata: {} });
  });

  it.each([
    ["10 MB in one line", `a: "${"x".repeat(10_000_000)}"`],
    ["10 MB of keys", Array.from({ length: 800_000 }, (_, at) => `key${at}: v`).join("\n")],
  ])("refuses %s without reading it", (_, yaml) => {
    expect(parseCard(`---\n${yaml}\n---\nbody`, "model").errors).toMatchObject([
      { code: "too-long", message: "The metadata is longer than 524288 characters", line: 2 },
    ]);
  });

  it.each([
    ["40,000 keys", Array.from({ length: 40_000 }, (_, at) => `key${at}: v`).join("\n")],
    ["100,000 blanks", `a:${" ".repeat(100_000)}b`],
    [
      "aliases as other tools write them",
      `a: &id001 [x]\nb: [${Array(500).fill("*id001").join()}]`,
    ],
    ["right-to-left and combining letters", "tags: ['\u202Eevil', 'e\u0301\u0301', '\u200B']"],
    ["names of object members", "__proto__: {polluted: 1}\nconstructor: x\ntags: [__proto__]"],
    ["merge keys", "a: &a {x: 1}\nb:\n  <<: *a"],
  ])("reads %s", (_, yaml) => {
    const card = parseCard(`---\n${yaml}\n---\nbody`, "model");
    expect(card.errors).toEqual([]);
    expect(Object.getPrototypeOf(card.metadata)).toBe(Object.prototype);
    expect({}).not.toHaveProperty("polluted");
  });

  it("what a database text cannot hold is replaced", () => {
    const { metadata } = parseCard(
      '---\na: "x\\0y"\nb: "\\uD800"\nc: .nan\nd: .inf\n---\n',
      "model",
    );
    expect(metadata).toEqual({ a: "x\uFFFDy", b: "\uFFFD", c: "NaN", d: "Infinity" });
  });
});

describe("what is wrong with the metadata", () => {
  it.each([
    ["a: [", "yaml-indent"],
    ["a: b: c", "yaml-colon"],
    ["a:\n\t- b", "yaml-tab"],
    ["a:b\nc: d", "yaml-key"],
    ["a: 1\nb", "yaml-missing"],
    ['a: "x', "yaml-missing"],
    ["a: [1, 2]]", "yaml-unexpected"],
    ["a: @x", "yaml"],
    ["a: *nothing", "alias-unknown"],
    ["- a", "no-mapping"],
    ["a: 1\na: 2", "key-twice"],
    ["a: !!binary x", "tag-forbidden"],
    [`a: ${"[".repeat(70)}${"]".repeat(70)}`, "too-deep"],
    [`a: ${"[".repeat(100_000)}`, "too-deep"],
  ])("REP-8: has a code that pages have words for: %j is %s", (yaml, code) => {
    expect(parseCard(`---\n${yaml}\n---\n`, "model").errors[0]).toMatchObject({ code });
  });

  it("REP-8: never says more than can be read, however long a name is", () => {
    const name = "k".repeat(100_000);
    const [error] = parseCard(`---\n${name}: 1\n${name}: 2\n---\n`, "model").errors;
    expect(JSON.stringify(error).length).toBeLessThan(1000);
  });
});

describe("checking, tagging and making cards", () => {
  it("a README.md without metadata is one warning and no error", () => {
    expect(validateCard("# Title", "model")).toMatchObject({
      errors: [],
      warnings: [{ line: null }],
    });
    expect(validateCard(CARD, "model")).toEqual({ errors: [], warnings: [] });
    expect(validateCard("---\na: [\n---\n", "model").errors).toHaveLength(1);
  });

  it("derives the hub's flat tags of a model", () => {
    const source = CARD.replace(
      "license: apache-2.0",
      "datasets: [squad]\nbase_model: a/b\nlicense: mit",
    );
    const { settings, metadata } = parseCard(source, "model");
    expect(cardTags({ kind: "model", settings, metadata, region: "local" })).toEqual([
      "transformers",
      "text-generation",
      "llama",
      "chat",
      "zh",
      "en",
      "dataset:squad",
      "base_model:a/b",
      "license:mit",
      "region:local",
    ]);
  });

  it("derives the hub's flat tags of a dataset", () => {
    const source = "---\nlanguage: en\nsize_categories: n<1K\ndata_types: [table]\n---\n";
    const { settings, metadata } = parseCard(source, "dataset");
    expect(cardTags({ kind: "dataset", settings, metadata })).toEqual([
      "language:en",
      "size_categories:n<1K",
      "modality:tabular",
    ]);
  });

  it("REP-1: the card of a fresh asset states what the form said, and nothing becomes markup", () => {
    const form = { titleZh: "演示", description: "A <b>demo</b> [x](y)", licences: ["mit"] };
    const source = newCard("model", { name: "demo", ...form });
    const card = parseCard(source, "model");
    expect(card.settings).toEqual({ ...emptySettings(), ...form });
    expect(card.body).toBe("\n# demo · 演示\n\nA \\<b\\>demo\\</b\\> \\[x\\](y)\n");
    expect(newCard("model", { name: "demo" })).toBe("# demo\n");
  });
});
