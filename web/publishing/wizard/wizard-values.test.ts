import { describe, expect, it } from "vitest";
import { ASSET_KINDS } from "#contract/kinds.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { fieldsOf } from "#contract/publishing/publication-fields.ts";
import { Publication } from "#contract/publishing/publication.ts";
import { fieldsOfStep, stepsOf } from "./wizard-steps.ts";
import { toPublication, type WizardValues } from "./wizard-values.ts";

const AGREEMENTS = [{ agreement: "service" as const, version: "2.0" }];
const person = (name: string) => ({ name, kind: "user" as const, nickname: "", avatarUrl: null });

const VALUES: WizardValues = {
  title: "A walk with owls",
  description: " Owls by night ",
  tasks: ["text-generation"],
  dataTypes: ["text"],
  licence: "mit",
  environment: "gpu",
  isCodeOpen: true,
  paperTitle: "On owls",
  paperLink: "https://papers.example/owls",
  imageUrl: "registry.example/owls:1",
  imageEngine: "PyTorch",
  imageChip: "CPU",
  imageDependencies: "numpy",
  source: "Made by ourselves",
  packagePath: "owl.zip",
  demoLink: "https://demo.example/owls",
  sampleOutput: "An owl",
  visibility: "public",
  audience: [person("lin")],
  gate: "off",
  admitted: [person("mei")],
  version: " 1.0.0 ",
  versionDescription: "First",
  constraints: "",
  regions: [],
  isLimited: true,
  limitCount: 30,
  limitUnit: "day",
  renews: true,
};

describe("what the wizard submits", () => {
  const submit = (kind: (typeof ASSET_KINDS)[number], change: Partial<WizardValues> = {}) =>
    toPublication(
      kind,
      { ...VALUES, ...change },
      { rules: KIND_RULES[kind], regions: [], agreements: AGREEMENTS },
    );

  it.each(ASSET_KINDS)("PUB-1: of a %s is what its kind has, and nothing else", (kind) => {
    const body = submit(kind);
    expect(Publication.safeParse(body).error).toBeUndefined();
    const said = new Set(Object.keys(body));
    const isSaid = (field: string) => said.has(field);
    expect(fieldsOf(kind).filter((field) => !isSaid(field))).toEqual([]);
    const foreign = fieldsOf("skill").filter((field) => !fieldsOf(kind).includes(field));
    expect(foreign.filter(isSaid)).toEqual([]);
    expect(isSaid("usability")).toBe(kind === "model");
    expect(isSaid("version")).toBe(KIND_RULES[kind].hasVersions);
  });

  it("PUB-1: names people only where they count", () => {
    expect(submit("model")).toMatchObject({
      audience: [],
      usability: { mode: "off", admitted: [] },
    });
    const change = { visibility: "restricted", gate: "manual" } as const;
    expect(submit("model", change)).toMatchObject({
      audience: ["lin"],
      usability: { mode: "manual", admitted: ["mei"] },
    });
  });

  it("PUB-7: a skill is limited by channels, everything else by time", () => {
    expect(submit("skill").terms).toEqual({ duration: null, channels: 30, renews: true });
    expect(submit("model").terms).toEqual({
      duration: { count: 30, unit: "day" },
      channels: null,
      renews: true,
    });
    expect(submit("model", { isLimited: false }).terms).toEqual({
      duration: null,
      channels: null,
      renews: false,
    });
    expect(submit("article").terms).toBeUndefined();
  });

  it("PUB-11: closed code says nothing of a licence", () => {
    expect(submit("algorithm").licence).toBe("mit");
    expect(submit("algorithm", { isCodeOpen: false }).licence).toBeUndefined();
  });

  it("PUB-5: a version goes along where one is named", () => {
    expect(submit("model").version).toEqual({
      number: "1.0.0",
      description: "First",
      constraints: "",
    });
    expect(submit("model", { version: " " }).version).toBeUndefined();
  });
});

describe("the steps", () => {
  it("PUB-20: are not asked about a version or the only region where there is nothing to ask", () => {
    expect(stepsOf("article", 1)).toEqual(["about", "access", "agreements", "check"]);
    expect(stepsOf("article", 2)).toContain("release");
    expect(stepsOf("model", 1)).toContain("release");
  });

  it("PUB-1: each field stands on one step", () => {
    for (const kind of ASSET_KINDS) {
      const fields = stepsOf(kind, 2).flatMap((step) => fieldsOfStep(kind, step));
      expect(new Set(fields).size).toBe(fields.length);
    }
  });
});
