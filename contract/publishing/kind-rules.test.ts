import { describe, expect, it } from "vitest";
import { ASSET_KINDS } from "../kinds.ts";
import { KIND_RULES } from "./kind-rules.ts";
import { fieldsOf, findFieldFaults, isAsked, type PublicationDraft } from "./publication-fields.ts";
import { isImageReference, isWebLink } from "./references.ts";

const faultsOf = (kind: (typeof ASSET_KINDS)[number], draft: PublicationDraft) =>
  findFieldFaults(kind, draft).map(({ field, code }) => `${field} ${code}`);

describe("what a kind must say", () => {
  it.each([
    ["model", ["description required", "tasks required", "licence required"]],
    ["dataset", ["description required", "dataTypes required", "licence required"]],
    ["algorithm", ["description required", "isCodeOpen required"]],
    ["workflow", ["description required", "isCodeOpen required"]],
    ["notebook", ["title required", "description required", "environment required"]],
    ["image", ["description required", "imageUrl required"]],
    [
      "skill",
      ["title required", "description required", "source required", "packagePath required"],
    ],
    ["app", ["description required"]],
    ["article", ["title required", "description required"]],
    ["case", ["title required", "description required"]],
    ["solution", ["description required"]],
  ] as const)("PUB-1: of a %s that says nothing", (kind, faults) => {
    expect(faultsOf(kind, {})).toEqual(faults);
  });

  it("PUB-1: only a model is listed with usability, and without a title of its own", () => {
    const withUsability = ASSET_KINDS.filter((kind) => KIND_RULES[kind].hasUsability);
    expect(withUsability).toEqual(["model"]);
    expect(ASSET_KINDS.filter((kind) => !fieldsOf(kind).includes("title"))).toEqual(["model"]);
  });

  it("PUB-1: a description has at most 90 characters, whatever their bytes", () => {
    const model = { tasks: ["text-generation"], licence: "mit" };
    expect(faultsOf("model", { ...model, description: "语".repeat(90) })).toEqual([]);
    expect(faultsOf("model", { ...model, description: "🦉".repeat(90) })).toEqual([]);
    expect(faultsOf("model", { ...model, description: "语".repeat(91) })).toEqual([
      "description too-long",
    ]);
  });

  it("PUB-11: a licence is asked for where the code is open", () => {
    const closed = { description: "d", isCodeOpen: false };
    const open = { description: "d", isCodeOpen: true };
    expect(faultsOf("algorithm", closed)).toEqual([]);
    expect(faultsOf("algorithm", open)).toEqual(["licence required"]);
    expect(faultsOf("algorithm", { ...open, licence: "mit" })).toEqual([]);
    expect(isAsked("algorithm", "licence", closed)).toBe(false);
    expect(isAsked("algorithm", "licence", open)).toBe(true);
  });

  it("PUB-11: a paper that is linked has a title; a title may do without a link", () => {
    const base = { description: "d", isCodeOpen: false };
    expect(faultsOf("algorithm", { ...base, paperLink: "https://a.example/1" })).toEqual([
      "paperTitle required",
    ]);
    expect(faultsOf("algorithm", { ...base, paperTitle: "On owls" })).toEqual([]);
    const wrong = { ...base, paperTitle: "On owls", paperLink: "javascript:alert(1)" };
    expect(faultsOf("algorithm", wrong)).toEqual(["paperLink web-link"]);
  });
});

describe("the title of a notebook", () => {
  const faultOf = (title: string) =>
    faultsOf("notebook", { title, description: "d", environment: "cpu" })[0] ?? "good";

  it.each(`\\ / : * ? " < > | ' &`.split(" "))("PUB-13: does not hold %s", (character) => {
    expect(faultOf(`a walk ${character} owls`)).toBe("title title-characters");
  });

  it.each([
    ["ab", "title too-short"],
    ["abc", "good"],
    ["猫头鹰", "good"],
    ["🦉🦉", "title too-short"],
    ["🦉🦉🦉", "good"],
    ["语".repeat(64), "good"],
    ["语".repeat(65), "title too-long"],
    ["全角？：＆也可以", "good"],
  ])("PUB-13: has 3–64 characters: %s", (title, expected) => {
    expect(faultOf(title)).toBe(expected);
  });
});

describe("addresses", () => {
  it.each([
    "https://arxiv.org/abs/1706.03762",
    "http://example.org:8080/a?b=c#d",
    "https://例子.中国/论文",
  ])("PUB-11: a paper is linked at %s", (link) => expect(isWebLink(link)).toBe(true));

  it.each([
    "javascript:alert(1)",
    "ftp://example.org/a",
    "data:text/html,x",
    "https://",
    "//example.org/a",
    "https://user:word@example.org/",
    "https://exa mple.org",
    "arxiv.org/abs/1706.03762",
  ])("PUB-11: a paper is not linked at %s", (link) => expect(isWebLink(link)).toBe(false));

  it.each([
    "ubuntu",
    "pytorch/pytorch:2.9.0-cuda12",
    "Registry.Example:5000/team/name:1.0",
    "swr.cn-north-4.example.com/org/deep_learning-image:v1",
    `registry.example/a/b@sha256:${"0a".repeat(32)}`,
    `localhost:5000/a:b@sha256:${"f".repeat(64)}`,
  ])("PUB-19: %s is an image", (reference) => expect(isImageReference(reference)).toBe(true));

  it.each([
    "",
    "https://registry.example/a:1",
    "registry.example/Team/name",
    "a b",
    "a:",
    "a:tag:tag",
    "a/",
    "/a",
    "a//b",
    "a@sha256:12",
    "-a",
    `a:${"t".repeat(129)}`,
    "a; rm -rf /",
    `${"a/".repeat(400)}a`,
  ])("PUB-19: %s is no image", (reference) => expect(isImageReference(reference)).toBe(false));
});
