import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { Transfer } from "../repositories/transfer.ts";
import { Dataset, DatasetImport, DatasetVersion, NewDataset, NewFilledDataset } from "./dataset.ts";

const BASE = "/workbench/datasets";
const ById = z.object({ id: z.string().max(64) });
const ByVersion = ById.extend({ version: z.coerce.number().int().min(1).max(1_000_000) });
const READ = { who: "signed-in", scope: "read" } as const;
const WRITE = { who: "signed-in", scope: "write" } as const;

export const listDatasets = endpoint({
  id: "workbench.list-datasets",
  method: "GET",
  path: BASE,
  summary: "One's own datasets of the workbench, newest first",
  access: READ,
  query: PageQuery.extend({ q: z.string().trim().max(100).optional() }),
  answer: { status: 200, body: pageOf(Dataset) },
});

export const createDataset = endpoint({
  id: "workbench.create-dataset",
  method: "POST",
  path: BASE,
  summary: "Name files at a path of one's object storage as a dataset",
  access: WRITE,
  body: NewDataset,
  answer: { status: 201, body: Dataset },
  problems: ["connection-not-found", "dataset-name-taken", "dataset-paths", "datasets-full"],
});

export const fillDataset = endpoint({
  id: "workbench.fill-dataset",
  method: "POST",
  path: "/workbench/filled-datasets",
  summary: "Send the files of an asset to one's object storage as a new dataset of the workbench",
  access: WRITE,
  body: NewFilledDataset,
  answer: { status: 201, body: Dataset },
  problems: [
    "not-found",
    "revision-not-found",
    "entry-not-found",
    "connection-not-found",
    "endpoint-refused",
    "transfers-full",
    "dataset-name-taken",
    "dataset-paths",
    "datasets-full",
  ],
});

export const getDataset = endpoint({
  id: "workbench.get-dataset",
  method: "GET",
  path: `${BASE}/:id`,
  summary: "One of one's own datasets",
  access: READ,
  params: ById,
  answer: { status: 200, body: Dataset },
  problems: ["dataset-not-found"],
});

export const deleteDataset = endpoint({
  id: "workbench.delete-dataset",
  method: "DELETE",
  path: `${BASE}/:id`,
  summary: "Forget a dataset and its versions; its files stay in the object storage",
  access: WRITE,
  params: ById,
  answer: { status: 204 },
  problems: ["dataset-not-found"],
});

export const listDatasetVersions = endpoint({
  id: "workbench.list-dataset-versions",
  method: "GET",
  path: `${BASE}/:id/versions`,
  summary: "The versions of a dataset, newest first",
  access: READ,
  params: ById,
  query: PageQuery,
  answer: { status: 200, body: pageOf(DatasetVersion) },
  problems: ["dataset-not-found"],
});

export const createDatasetVersion = endpoint({
  id: "workbench.create-dataset-version",
  method: "POST",
  path: `${BASE}/:id/versions`,
  summary: "Write down what a dataset has now, as its next version",
  access: WRITE,
  params: ById,
  answer: { status: 201, body: DatasetVersion },
  problems: [
    "dataset-not-found",
    "dataset-versions-full",
    "connection-not-found",
    "endpoint-refused",
    "bucket-refused",
    "bucket-unreachable",
    "source-empty",
    "source-too-large",
    "source-names-invalid",
    "rate-limited",
  ],
});

export const importDatasetVersion = endpoint({
  id: "workbench.import-dataset-version",
  method: "POST",
  path: `${BASE}/:id/versions/:version/imports`,
  summary: "Import the files of a version into a dataset of the gallery, as one commit",
  access: WRITE,
  params: ByVersion,
  body: DatasetImport,
  answer: { status: 201, body: Transfer },
  problems: [
    "dataset-not-found",
    "dataset-version-not-found",
    "not-found",
    "forbidden",
    "connection-not-found",
    "endpoint-refused",
    "path-invalid",
    "transfers-full",
  ],
});
