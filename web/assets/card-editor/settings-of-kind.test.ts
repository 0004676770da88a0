import { expect, it } from "vitest";
import { settingsOfKind } from "./settings-of-kind.ts";

it("REP-9: models are asked for the machine they need, datasets for their data types", () => {
  const model = settingsOfKind("model");
  for (const name of [
    "licences",
    "languages",
    "frameworks",
    "tasks",
    "hardware",
    "minimumSpecification",
    "supportsDistributedTraining",
    "supportsDistributedInference",
  ] as const) {
    expect(model).toContain(name);
  }
  expect(model).not.toContain("dataTypes");
  const dataset = settingsOfKind("dataset");
  for (const name of ["licences", "languages", "tasks", "dataTypes"] as const) {
    expect(dataset).toContain(name);
  }
  expect(dataset).not.toContain("frameworks");
});

it("REP-9: algorithms and notebooks have licence, languages, framework, task type and hardware", () => {
  for (const kind of ["algorithm", "notebook"] as const) {
    const asked = settingsOfKind(kind);
    for (const name of ["licences", "languages", "frameworks", "tasks", "hardware"] as const) {
      expect(asked).toContain(name);
    }
    expect(asked).not.toContain("minimumSpecification");
  }
});
