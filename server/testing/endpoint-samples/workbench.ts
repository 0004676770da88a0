import { type EndpointSamples, NOBODY } from "./sample.ts";

const A_WORKBENCH_DATASET = {
  name: "none",
  dataType: "text",
  connection: NOBODY,
  inputPath: "in/",
  outputPath: "out/",
};

export const WORKBENCH_SAMPLES = {
  "workbench.list-datasets": {},
  "workbench.create-dataset": { body: A_WORKBENCH_DATASET },
  "workbench.fill-dataset": {
    body: {
      asset: { kind: "model", owner: "nobody", name: "none" },
      dataset: A_WORKBENCH_DATASET,
    },
  },
  "workbench.get-dataset": { params: { id: NOBODY } },
  "workbench.delete-dataset": { params: { id: NOBODY } },
  "workbench.list-dataset-versions": { params: { id: NOBODY } },
  "workbench.create-dataset-version": { params: { id: NOBODY } },
  "workbench.import-dataset-version": {
    params: { id: NOBODY, version: "1" },
    body: { asset: { kind: "dataset", owner: "nobody", name: "none" } },
  },
} satisfies EndpointSamples;
